import { unzipSync, zipSync } from 'fflate';
import Papa from 'papaparse';
import readWorkbook from 'read-excel-file/universal';
import { decimalMark, numberOf } from './numbers.ts';
import { type Cell, checkSize, limits, Refusal, type Sheet } from './sheet.ts';

/**
 * The sheets of a CSV or XLSX file; of a formula, the value it had when the file was saved.
 * Errors: Refusal, with the sheet and the way out.
 */
export async function readSheets(
  fileName: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Sheet[]> {
  const sheets = /\.xlsx$/i.test(fileName)
    ? await workbook(bytes)
    : [textTable(fileName, decoded(bytes))];
  checkSize(sheets);
  return sheets.map(({ name, rows }) => ({ name, rows: withoutEmptyEnd(rows) }));
}

async function workbook(bytes: Uint8Array<ArrayBuffer>): Promise<Sheet[]> {
  const parts = unpacked(bytes);
  // Stored again without compression: the reader would unpack large parts in workers, which the page's
  // policy forbids.
  const plain = zipSync(parts, { level: 0 });
  const read = await readWorkbook(plain.buffer).catch(() => {
    throw new Refusal('The workbook cannot be read. Save it again as .xlsx, or as CSV.');
  });
  return read.map(({ sheet, data }) => ({
    name: sheet,
    rows: data as unknown as readonly (readonly Cell[])[],
  }));
}

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!/\.(xml|rels)$/.test(name)) return false;
        total += originalSize;
        if (total > limits.unpackedBytes) {
          throw new Refusal(
            `Unpacked it is larger than ${limits.unpackedBytes / 1e6} MB. Keep the sheets that matter and import again.`,
          );
        }
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('It is no .xlsx workbook. Save it again as .xlsx (not .xls), or as CSV.');
  }
}

/** UTF-8, else Windows-1252, which older spreadsheets write. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function textTable(fileName: string, text: string): Sheet {
  const { data, meta } = Papa.parse<string[]>(text, { preview: limits.rows + 1 });
  const mark = decimalMark(data, meta.delimiter);
  const cellOf = (written: string): Cell =>
    written.trim() === '' ? null : (numberOf(written, mark) ?? written.trim());
  return { name: fileName.replace(/\.[^.]*$/, ''), rows: data.map((row) => row.map(cellOf)) };
}

function withoutEmptyEnd(rows: Sheet['rows']): Sheet['rows'] {
  const last = rows.findLastIndex((row) => row.some((cell) => cell !== null && cell !== ''));
  return rows.slice(0, last + 1);
}
