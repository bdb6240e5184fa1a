import { useState } from 'react';
import { Button, DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { keepDraft } from '../document/drafts.ts';
import { parseScenario } from '../document/yaml.ts';
import { navigate } from '../route.ts';
import { Notice } from '../ui/notice.tsx';
import blank from './blank.yaml?raw';

const largestBytes = 1_000_000;

/** Opens a scenario from a file, or a blank one. Nothing is stored on the server by it. */
export function ImportScenario() {
  const [problem, setProblem] = useState<string | null>(null);
  const open = (text: string) => {
    const { scenario, error } = parseScenario(text);
    if (!scenario) return setProblem(`The file is no scenario: ${error}.`);
    keepDraft(scenario.id, text);
    navigate({ page: 'workbench', id: scenario.id });
  };
  const openFile = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > largestBytes) return setProblem('The file is larger than 1 MB.');
    open(await file.text());
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
        <Text slot="label">Drop a scenario here, YAML or JSON, or</Text>
        <FileTrigger
          acceptedFileTypes={['.yaml', '.yml', '.json']}
          onSelect={(files) => openFile(files?.[0])}
        >
          <Button className="button">Choose a file</Button>
        </FileTrigger>
        <Button className="button" onPress={() => open(blank)}>
          Start a blank one
        </Button>
      </DropZone>
      {problem && <Notice tone="serious" title={problem} />}
    </>
  );
}
