/*
 * R1 (see r1.yaml) as one would write it in C for speed. Reads a seed a line and prints a line of JSON
 * for each: wall and processor time, results, most resident memory. Usage: r1 THREADS.
 *
 * gcc -O3 -fno-math-errno -pthread r1.c -lm                exp, log, pow, sin, cos of libm
 * ... -DOWN_MATH -march=native -mprefer-vector-width=512   our own, which gcc turns into vectors
 *
 * Draws: splitmix64 of a counter (Steele, Lea and Flood, OOPSLA 2014), normals by Box and Muller (1958).
 * Quantiles: a sample tells between which values a rank lies, one pass gathers those, a selection among them.
 */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { BLOCK = 1024, BLOCKS = 977, COUNT = BLOCK * BLOCKS, OPTIONS = 4, COLUMNS = 2 * OPTIONS, SAMPLE = 4096 };

static const double a[] = {1, 1.15, 0.9, 1.3}, g[] = {0.1, 0.15, 0.05, 0.25}, r[] = {0.01, 0.015, 0.005, 0.02},
                    P[] = {1, 0.95, 1.1, 0.9}, e[] = {0.8, 1.1, 0.6, 1.4}, c[] = {1, 0.95, 1.05, 0.9},
                    l[] = {2, 2.5, 1.5, 3}, d[] = {0.05, 0.06, 0.04, 0.08}, K[] = {2000, 2600, 2450, 3200};

#ifdef OWN_MATH
static inline uint64_t bits(double x) { uint64_t b; memcpy(&b, &x, 8); return b; }
static inline double number(uint64_t b) { double x; memcpy(&x, &b, 8); return x; }

static inline double exp_(double x) {
  const double k = rint(x * 1.4426950408889634);
  const double t = x - k * 0x1.62e42fefa38p-1 - k * 0x1.ef35793c7673p-45;
  double p = 1.0 / 479001600;
  for (int n = 11; n >= 0; n--) {
    static const double inverse[] = {1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040,
                                     1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800};
    p = p * t + inverse[n];
  }
  return p * number((uint64_t)((int64_t)k + 1023) << 52);
}

static inline double log_(double x) {
  const int64_t shifted = (int64_t)(bits(x) - 0x3fe6a09e667f3bcdull);
  const int64_t k = shifted >> 52;
  const double m = number(bits(x) - ((uint64_t)k << 52));
  const double s = (m - 1) / (m + 1), z = s * s;
  double p = 1.0 / 21;
  for (int n = 9; n >= 0; n--) p = p * z + 1.0 / (2 * n + 1);
  return (double)k * 0.6931471805599453 + 2 * s * p;
}

static inline double pow_(double x, double y) { return exp_(y * log_(x)); }

/* Of a whole turn's share u in (0, 1). */
static inline void turn(double u, double *sine, double *cosine) {
  const double q = rint(4 * u), t = (4 * u - q) * 1.5707963267948966, z = t * t;
  const int64_t quarter = (int64_t)q;
  const double s = t * (1 + z * (-1.0 / 6 + z * (1.0 / 120 + z * (-1.0 / 5040 + z * (1.0 / 362880 + z * (-1.0 / 39916800 + z / 6227020800.0))))));
  const double k = 1 + z * (-0.5 + z * (1.0 / 24 + z * (-1.0 / 720 + z * (1.0 / 40320 + z * (-1.0 / 3628800 + z * (1.0 / 479001600 - z / 87178291200.0))))));
  const double x = quarter & 1 ? k : s, y = quarter & 1 ? s : k;
  *sine = quarter & 2 ? -x : x;
  *cosine = (quarter + 1) & 2 ? -y : y;
}
#else
#define exp_ exp
#define log_ log
#define pow_ pow
static inline void turn(double u, double *sine, double *cosine) {
  *sine = sin(6.283185307179586 * u);
  *cosine = cos(6.283185307179586 * u);
}
#endif

static double *columns[COLUMNS];
static uint64_t seed;
static int threads;
static atomic_int next_block, next_column;
static _Atomic long wins[OPTIONS];

struct figures { double mean, sd, p[3]; };
static struct figures found[COLUMNS];

static inline double uniform(uint64_t stream, uint64_t i) {
  uint64_t z = (seed << 40) + (stream << 32) * 2654435761ull + (i + 1) * 0x9e3779b97f4a7c15ull;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  z ^= z >> 31;
  return ((double)(int64_t)(z >> 12) + 0.5) * 0x1p-52;
}

static void normals(uint64_t stream, uint64_t first, double *restrict x, double *restrict y, int count) {
  for (int i = 0; i < count; i++) {
    double sine, cosine;
    turn(uniform(stream, first + i), &sine, &cosine);
    const double radius = sqrt(-2 * log_(uniform(stream + 1, first + i)));
    x[i] = radius * cosine;
    y[i] = radius * sine;
  }
}

static inline double triangular(double u, double least, double mode, double most) {
  const double low = sqrt(u * (most - least) * (mode - least)), high = sqrt((1 - u) * (most - least) * (most - mode));
  return u * (most - least) < mode - least ? least + low : most - high;
}

static void run_block(int block) {
  static _Thread_local double x[8][BLOCK], value[OPTIONS][BLOCK];
  const uint64_t first = (uint64_t)block * BLOCK;
  normals(0, first, x[0], x[1], BLOCK);
  normals(2, first, x[2], x[3], BLOCK);
  normals(4, first, x[4], x[4] + BLOCK / 2, BLOCK / 2);
  for (int i = 0; i < BLOCK; i++) {
    x[0][i] = 100 + 15 * x[0][i];
    x[1][i] = 40 + 6 * x[1][i];
    x[3][i] = exp_(0.25 * x[3][i]);
    x[4][i] = exp_(0.4 * x[4][i]);
    x[5][i] = triangular(uniform(6, first + i), 0.1, 0.25, 0.6);
    x[6][i] = triangular(uniform(7, first + i), 0, 4, 24);
    x[7][i] = 0.02 + 0.1 * uniform(8, first + i);
  }
  for (int o = 0; o < OPTIONS; o++) {
    double *restrict o1 = columns[2 * o] + first, *restrict o2 = columns[2 * o + 1] + first;
    for (int i = 0; i < BLOCK; i++) {
      const double volume = x[0][i] * a[o] * x[5][i], adjustment = exp_(g[o] * x[2][i] - r[o] * x[6][i]);
      const double p = x[3][i] * P[o], q = volume * adjustment * pow_(p, -e[o]);
      const double cost = x[1][i] * c[o] - l[o] * log_(1 + q), unit = cost > 5 ? cost : 5;
      const double gross = q * (60 * p - unit), capex = K[o] * x[4][i], short_ = capex - 2 * gross;
      value[o][i] = o1[i] = gross * (1 / (x[7][i] + d[o])) - capex;
      o2[i] = short_ > 0 ? short_ : 0;
    }
  }
  long best[OPTIONS] = {0};
  for (int i = 0; i < BLOCK; i++) {
    double top = value[0][i];
    for (int o = 1; o < OPTIONS; o++) top = value[o][i] > top ? value[o][i] : top;
    for (int o = 0; o < OPTIONS; o++) best[o] += value[o][i] == top;
  }
  for (int o = 0; o < OPTIONS; o++) atomic_fetch_add(&wins[o], best[o]);
}

static int rising(const void *x, const void *y) {
  const double p = *(const double *)x, q = *(const double *)y;
  return (p > q) - (p < q);
}

/* The k-th least of n numbers, which it reorders (Hoare, 1961). */
static double selected(double *x, long n, long k) {
  long low = 0, high = n - 1;
  while (low < high) {
    const double pivot = x[low + (high - low) / 2];
    long i = low, j = high;
    while (i <= j) {
      while (x[i] < pivot) i++;
      while (x[j] > pivot) j--;
      if (i > j) break;
      const double held = x[i];
      x[i++] = x[j];
      x[j--] = held;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return x[k];
}

static double quantile(const double *x, const double *sample, double *inside, double p) {
  const double h = p * (COUNT - 1), error = 4 * sqrt(SAMPLE * p * (1 - p));
  const long rank = (long)h;
  const double low = sample[(int)(p * SAMPLE - error)], high = sample[(int)(p * SAMPLE + error)];
  long below = 0, n = 0;
  for (long i = 0; i < COUNT; i++) below += x[i] < low;
  if (low == high) {
    for (long i = 0; i < COUNT; i++) n += x[i] == low;
    if (rank >= below && rank + 1 < below + n) return low;
  }
  n = 0;
  for (long i = 0; i < COUNT; i++) {
    inside[n] = x[i];
    n += (x[i] >= low) & (x[i] <= high);
  }
  if (rank < below || rank + 1 >= below + n) {
    memcpy(inside, x, COUNT * sizeof(double));
    below = 0;
    n = COUNT;
  }
  const double first = selected(inside, n, rank - below), second = selected(inside, n, rank + 1 - below);
  return first + (h - rank) * (second - first);
}

static void summarise(int column) {
  static _Thread_local double *inside;
  if (!inside) inside = malloc((COUNT + 1) * sizeof(double));
  const double *x = columns[column];
  double sum[8] = {0}, squares[8] = {0}, sample[SAMPLE];
  for (long i = 0; i < COUNT; i += 8)
    for (int k = 0; k < 8; k++) sum[k] += x[i + k];
  double mean = 0, square = 0;
  for (int k = 0; k < 8; k++) mean += sum[k] / COUNT;
  for (long i = 0; i < COUNT; i += 8)
    for (int k = 0; k < 8; k++) squares[k] += (x[i + k] - mean) * (x[i + k] - mean);
  for (int k = 0; k < 8; k++) square += squares[k];
  for (int i = 0; i < SAMPLE; i++) sample[i] = x[(long)i * (COUNT / SAMPLE)];
  qsort(sample, SAMPLE, sizeof(double), rising);
  struct figures *f = &found[column];
  f->mean = mean;
  f->sd = sqrt(square / (COUNT - 1));
  const double p[] = {0.1, 0.5, 0.9};
  for (int k = 0; k < 3; k++) f->p[k] = quantile(x, sample, inside, p[k]);
}

static void *blocks(void *unused) {
  for (int b; (b = atomic_fetch_add(&next_block, 1)) < BLOCKS;) run_block(b);
  return unused;
}

static void *summaries(void *unused) {
  for (int k; (k = atomic_fetch_add(&next_column, 1)) < COLUMNS;) summarise(k);
  return unused;
}

static void together(void *(*work)(void *)) {
  pthread_t others[64];
  for (int t = 1; t < threads; t++) pthread_create(&others[t], NULL, work, NULL);
  work(NULL);
  for (int t = 1; t < threads; t++) pthread_join(others[t], NULL);
}

static double now_ms(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void print_figures(const char *name, const struct figures *f) {
  printf("\"%s\":{\"mean\":%.17g,\"sd\":%.17g,\"p10\":%.17g,\"p50\":%.17g,\"p90\":%.17g}", name, f->mean, f->sd, f->p[0], f->p[1], f->p[2]);
}

int main(int argc, char **argv) {
  threads = argc > 1 ? atoi(argv[1]) : 1;
  if (threads < 1 || threads > 64) return 2;
  for (int k = 0; k < COLUMNS; k++) columns[k] = aligned_alloc(64, COUNT * sizeof(double));
  while (scanf("%lu", &seed) == 1) {
    const double start = now_ms(CLOCK_MONOTONIC), start_cpu = now_ms(CLOCK_PROCESS_CPUTIME_ID);
    next_block = next_column = 0;
    for (int o = 0; o < OPTIONS; o++) wins[o] = 0;
    together(blocks);
    together(summaries);
    const double ms = now_ms(CLOCK_MONOTONIC) - start, cpu_ms = now_ms(CLOCK_PROCESS_CPUTIME_ID) - start_cpu;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"ms\":%g,\"cpuMs\":%g,\"peakMb\":%g,\"options\":[", ms, cpu_ms, usage.ru_maxrss / 1e3);
    for (int o = 0; o < OPTIONS; o++) {
      printf(o ? ",{" : "{");
      print_figures("o1", &found[2 * o]);
      printf(",");
      print_figures("o2", &found[2 * o + 1]);
      printf("}");
    }
    printf("],\"best\":[%g,%g,%g,%g]}\n", wins[0] / (double)COUNT, wins[1] / (double)COUNT, wins[2] / (double)COUNT, wins[3] / (double)COUNT);
    fflush(stdout);
  }
}
