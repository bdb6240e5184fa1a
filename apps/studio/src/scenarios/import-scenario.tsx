import { lazy, Suspense, useState } from 'react';
import { Button, DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { keepDraft, readDraft } from '../document/drafts.ts';
import { parseScenario, setAt } from '../document/yaml.ts';
import { navigate } from '../route.ts';
import { Loading, Notice } from '../ui/notice.tsx';
import blank from './blank.yaml?raw';
import { limits, Refusal, type Sheet } from './import/sheet.ts';

const ImportPreview = lazy(() => import('./import/import-preview.tsx'));

interface Tables {
  readonly fileName: string;
  readonly sheets: readonly Sheet[];
}

/** Opens a scenario from a file, or a blank one. Nothing is stored on the server by it. */
export function ImportScenario() {
  const [problem, setProblem] = useState<string | null>(null);
  const [tables, setTables] = useState<Tables | null>(null);
  const openFile = async (file: File | undefined) => {
    if (!file) return;
    setProblem(null);
    setTables(null);
    try {
      setTables(await tablesOrOpen(file));
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  return (
    <>
      <DropZone
        className="drop"
        onDrop={async ({ items }) => {
          const dropped = items.find(isFileDropItem);
          await openFile(await dropped?.getFile());
        }}
      >
        <Text slot="label">
          Drop a scenario (YAML, JSON) or a spreadsheet of options, inputs or data (XLSX, CSV), or
        </Text>
        <FileTrigger
          acceptedFileTypes={['.yaml', '.yml', '.json', '.csv', '.tsv', '.xlsx']}
          onSelect={(files) => openFile(files?.[0])}
        >
          <Button className="button">Choose a file</Button>
        </FileTrigger>
        <Button className="button" onPress={() => open(blank)}>
          Start a blank one
        </Button>
      </DropZone>
      {problem && <Notice tone="serious" title={problem} />}
      {tables && (
        <Suspense fallback={<Loading what="the preview" />}>
          <ImportPreview {...tables} onAccept={open} onCancel={() => setTables(null)} />
        </Suspense>
      )}
    </>
  );
}

const isTable = (name: string): boolean => /\.(csv|tsv|xlsx?)$/i.test(name);

/** The sheets of a spreadsheet; null where the file was a scenario, which is open then. Errors: Refusal. */
async function tablesOrOpen(file: File): Promise<Tables | null> {
  if (file.size > limits.fileBytes) {
    throw new Refusal(`The file is larger than ${limits.fileBytes / 1e6} MB.`);
  }
  if (!isTable(file.name)) {
    open(await file.text());
    return null;
  }
  const { readSheets } = await import('./import/read-sheets.ts');
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { fileName: file.name, sheets: await readSheets(file.name, bytes) };
}

/** Errors: Refusal where the text is no scenario. */
function open(text: string): void {
  const { scenario, error } = parseScenario(text);
  if (!scenario) throw new Refusal(`The file is no scenario: ${error}.`);
  const id = freeId(scenario.id, text);
  keepDraft(id, id === scenario.id ? text : setAt(text, ['id'], id));
  navigate({ page: 'workbench', id });
}

/** Unsaved changes of the same id are not written over. */
function freeId(id: string, text: string): string {
  for (let i = 1; ; i += 1) {
    const candidate = i === 1 ? id : `${id.slice(0, 58)}-${i}`;
    const kept = readDraft(candidate);
    if (kept === null || kept === text) return candidate;
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Refusal ? error.message : 'The file could not be read. Choose it again.';
