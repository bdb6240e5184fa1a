// One loop per operation. A step is 16 for a register of samples, 0 for a number the same in all.
// Loops of two vectors write `bytes` rounded up to 32.
import * as at from './layout';
import { vector } from './exponential';

// @ts-ignore: decorator
@inline
function truth(mask: v128): v128 {
  return v128.and(mask, vector(at.ONE));
}

// @ts-ignore: decorator
@inline
function apply(op: i32, a: v128, b: v128): v128 {
  if (op == 0) return f64x2.add(a, b);
  if (op == 1) return f64x2.sub(a, b);
  if (op == 2) return f64x2.mul(a, b);
  if (op == 3) return f64x2.div(a, b);
  if (op == 4) return f64x2.pmin(a, b);
  if (op == 5) return f64x2.pmax(a, b);
  if (op == 6) return truth(f64x2.lt(a, b));
  if (op == 7) return truth(f64x2.le(a, b));
  if (op == 8) return truth(f64x2.gt(a, b));
  if (op == 9) return truth(f64x2.ge(a, b));
  if (op == 10) return truth(f64x2.eq(a, b));
  if (op == 11) return truth(f64x2.ne(a, b));
  const zero = f64x2.splat(0);
  if (op == 12) return truth(v128.and(f64x2.ne(a, zero), f64x2.ne(b, zero)));
  return truth(v128.or(f64x2.ne(a, zero), f64x2.ne(b, zero)));
}

// @ts-ignore: decorator
@inline
function binary(op: i32, out: usize, a: usize, aStep: usize, b: usize, bStep: usize, bytes: usize): i32 {
  for (let i: usize = 0; i < bytes; i += 32) {
    const even = apply(op, vector(a), vector(b));
    a += aStep;
    b += bStep;
    const odd = apply(op, vector(a), vector(b));
    a += aStep;
    b += bStep;
    v128.store(out + i, even);
    v128.store(out + i, odd, 16);
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function change(op: i32, a: v128): v128 {
  if (op == 0) return f64x2.neg(a);
  if (op == 1) return f64x2.abs(a);
  if (op == 2) return f64x2.sqrt(a);
  if (op == 3) return f64x2.floor(a);
  if (op == 4) return f64x2.ceil(a);
  if (op == 5) return f64x2.nearest(a);
  if (op == 6) return truth(f64x2.eq(a, f64x2.splat(0)));
  return a;
}

// @ts-ignore: decorator
@inline
function unary(op: i32, out: usize, a: usize, bytes: usize): i32 {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(out + i, change(op, vector(a + i)));
  return 0;
}

export function add(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(0, o, a, p, b, q, n); }
export function sub(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(1, o, a, p, b, q, n); }
export function mul(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(2, o, a, p, b, q, n); }
export function div(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(3, o, a, p, b, q, n); }
export function min(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(4, o, a, p, b, q, n); }
export function max(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(5, o, a, p, b, q, n); }
export function lt(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(6, o, a, p, b, q, n); }
export function le(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(7, o, a, p, b, q, n); }
export function gt(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(8, o, a, p, b, q, n); }
export function ge(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(9, o, a, p, b, q, n); }
export function eq(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(10, o, a, p, b, q, n); }
export function ne(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(11, o, a, p, b, q, n); }
export function and(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(12, o, a, p, b, q, n); }
export function or(o: usize, a: usize, p: usize, b: usize, q: usize, n: usize): i32 { return binary(13, o, a, p, b, q, n); }
export function neg(o: usize, a: usize, n: usize): i32 { return unary(0, o, a, n); }
export function abs(o: usize, a: usize, n: usize): i32 { return unary(1, o, a, n); }
export function sqrt(o: usize, a: usize, n: usize): i32 { return unary(2, o, a, n); }
export function floor(o: usize, a: usize, n: usize): i32 { return unary(3, o, a, n); }
export function ceil(o: usize, a: usize, n: usize): i32 { return unary(4, o, a, n); }
export function round(o: usize, a: usize, n: usize): i32 { return unary(5, o, a, n); }
export function not(o: usize, a: usize, n: usize): i32 { return unary(6, o, a, n); }

// @ts-ignore: decorator
@inline
function applyTo(op: i32, x: v128, c: v128): v128 {
  if (op == 0) return f64x2.add(x, c);
  if (op == 1) return f64x2.mul(x, c);
  if (op == 2) return f64x2.sub(x, c);
  if (op == 3) return f64x2.sub(c, x);
  if (op == 4) return f64x2.div(x, c);
  return f64x2.div(c, x);
}

// @ts-ignore: decorator
@inline
function fused(
  first: i32, second: i32, out: usize,
  a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cStep: usize, bytes: usize,
): i32 {
  for (let i: usize = 0; i < bytes; i += 32) {
    const even = applyTo(second, apply(first, vector(a), vector(b)), vector(c));
    a += aStep;
    b += bStep;
    c += cStep;
    const odd = applyTo(second, apply(first, vector(a), vector(b)), vector(c));
    a += aStep;
    b += bStep;
    c += cStep;
    v128.store(out + i, even);
    v128.store(out + i, odd, 16);
  }
  return 0;
}

export function add_add(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(0, 0, o, a, p, b, q, c, r, n); }
export function add_mul(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(0, 1, o, a, p, b, q, c, r, n); }
export function add_sub(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(0, 2, o, a, p, b, q, c, r, n); }
export function add_from(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(0, 3, o, a, p, b, q, c, r, n); }
export function add_div(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(0, 4, o, a, p, b, q, c, r, n); }
export function add_into(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(0, 5, o, a, p, b, q, c, r, n); }
export function sub_add(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(1, 0, o, a, p, b, q, c, r, n); }
export function sub_mul(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(1, 1, o, a, p, b, q, c, r, n); }
export function sub_sub(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(1, 2, o, a, p, b, q, c, r, n); }
export function sub_from(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(1, 3, o, a, p, b, q, c, r, n); }
export function sub_div(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(1, 4, o, a, p, b, q, c, r, n); }
export function sub_into(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(1, 5, o, a, p, b, q, c, r, n); }
export function mul_add(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(2, 0, o, a, p, b, q, c, r, n); }
export function mul_mul(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(2, 1, o, a, p, b, q, c, r, n); }
export function mul_sub(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(2, 2, o, a, p, b, q, c, r, n); }
export function mul_from(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(2, 3, o, a, p, b, q, c, r, n); }
export function mul_div(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(2, 4, o, a, p, b, q, c, r, n); }
export function mul_into(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(2, 5, o, a, p, b, q, c, r, n); }
export function div_add(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(3, 0, o, a, p, b, q, c, r, n); }
export function div_mul(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(3, 1, o, a, p, b, q, c, r, n); }
export function div_sub(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(3, 2, o, a, p, b, q, c, r, n); }
export function div_from(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(3, 3, o, a, p, b, q, c, r, n); }
export function div_div(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(3, 4, o, a, p, b, q, c, r, n); }
export function div_into(o: usize, a: usize, p: usize, b: usize, q: usize, c: usize, r: usize, n: usize): i32 { return fused(3, 5, o, a, p, b, q, c, r, n); }

export function select(
  out: usize, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cStep: usize, bytes: usize,
): i32 {
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(out + i, v128.bitselect(vector(b), vector(c), f64x2.ne(vector(a), f64x2.splat(0))));
    a += aStep;
    b += bStep;
    c += cStep;
  }
  return 0;
}
