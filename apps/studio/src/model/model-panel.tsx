import type { Problem } from '@scenario-sandbox/contract';
import { lazy, memo, type RefObject, Suspense, useCallback, useRef } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { type OpenDocument, useDocument } from '../document/open-document.ts';
import { Loading } from '../ui/notice.tsx';
import { useShared } from '../ui/use-shared.ts';
import { useWatched } from '../ui/watched.ts';
import { AddName } from './add-name.tsx';
import { Inspector } from './inspector.tsx';
import type { ModelView } from './model-view.ts';
import { Outline } from './outline.tsx';
import { Problems } from './problems.tsx';

const Diagram = lazy(() => import('./diagram.tsx'));
const YamlEditor = lazy(() => import('./yaml-editor.tsx'));

interface ViewProps {
  readonly document: OpenDocument;
  readonly model: ModelView;
}

interface ModelPanelProps extends ViewProps {
  readonly problems: readonly Problem[];
}

/** What follows from what, three ways: as a diagram, as a table, as the text itself. */
export const ModelPanel = memo(function ModelPanel(props: ModelPanelProps) {
  const { problems, ...shown } = props;
  const { model } = shown;
  const nameField = useRef<HTMLInputElement>(null);
  const onAdd = useCallback(() => nameField.current?.focus(), []);
  const view = useWatched(model, (now) => now.view);
  const beside = <Beside {...shown} nameField={nameField} />;
  return (
    <>
      <h2 className="panel-title">Model</h2>
      <Problems problems={problems} onShow={model.showLine} />
      <Tabs className="tabs" selectedKey={view} onSelectionChange={model.setView}>
        <TabList aria-label="Views of the model" className="tab-list">
          <Tab id="diagram" className="tab">
            Diagram
          </Tab>
          <Tab id="outline" className="tab">
            Outline
          </Tab>
          <Tab id="yaml" className="tab">
            YAML
          </Tab>
        </TabList>
        <TabPanel id="diagram" className="tab-panel">
          <Suspense fallback={<Loading what="the diagram" />}>
            <AsDiagram {...shown} onAdd={onAdd} />
          </Suspense>
          {beside}
        </TabPanel>
        <TabPanel id="outline" className="tab-panel">
          <AsOutline {...shown} />
          {beside}
        </TabPanel>
        <TabPanel id="yaml" className="tab-panel">
          <Suspense fallback={<Loading what="the editor" />}>
            <AsText {...shown} problems={problems} />
          </Suspense>
        </TabPanel>
      </Tabs>
    </>
  );
});

const useSelected = (model: ModelView) => useWatched(model, ({ selected }) => selected);

function AsDiagram({ document, model, onAdd }: ViewProps & { readonly onAdd: () => void }) {
  const { nodes } = useDocument(document);
  // What a figure comes to moves no node.
  const drawn = useShared(
    nodes().map(({ id, label, kind, dependsOn }) => ({ id, label, kind, dependsOn })),
  );
  return <Diagram nodes={drawn} model={model} onAdd={onAdd} />;
}

function AsOutline({ document, model }: ViewProps) {
  const nodes = useDocument(document).nodes();
  return <Outline nodes={nodes} selected={useSelected(model)} onSelect={model.select} />;
}

function AsText({ document, model, problems }: ModelPanelProps) {
  const text = useWatched(document, (now) => now.text);
  const place = useWatched(model, (now) => now.place);
  return <YamlEditor text={text} edit={document.edit} problems={problems} place={place} />;
}

interface BesideProps extends ViewProps {
  readonly nameField: RefObject<HTMLInputElement | null>;
}

/** The name that is selected, and a form for another one. */
function Beside({ document, model, nameField }: BesideProps) {
  const selected = useSelected(model);
  const asked = useWatched(model, (now) => now.asked);
  const frozen = useWatched(document, ({ parsed }) => parsed.scenario === null);
  // A field of it is drawn at once.
  const node = useWatched(document, ({ nodes }) =>
    selected === null ? null : (nodes().find(({ id }) => id === selected) ?? null),
  );
  return (
    // A text that cannot be read has no place to write a change into.
    <fieldset disabled={frozen} aria-label="Change the model">
      {node && (
        <Inspector
          node={node}
          asked={asked}
          onSelect={model.select}
          onClose={() => model.select(null)}
          change={document.change}
        />
      )}
      <AddName document={document} onAdded={model.select} nameField={nameField} />
    </fieldset>
  );
}
