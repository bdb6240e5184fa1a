import type { Problem, Scenario } from '@scenario-sandbox/contract';
import { lazy, memo, Suspense, useCallback, useMemo, useRef } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { influenceOf } from '../document/influence.ts';
import type { Path } from '../document/yaml.ts';
import { Loading } from '../ui/notice.tsx';
import { AddName } from './add-name.tsx';
import { Inspector } from './inspector.tsx';
import { Outline } from './outline.tsx';
import { Problems } from './problems.tsx';
import type { ModelView } from './use-model-view.ts';

const Diagram = lazy(() => import('./diagram.tsx'));
const YamlEditor = lazy(() => import('./yaml-editor.tsx'));

interface ModelPanelProps {
  readonly text: string;
  readonly edit: (text: string, burst?: number) => void;
  readonly change: (path: Path, value: unknown) => void;
  /** The scenario, or what it was when the text could last be read. */
  readonly shown: Scenario | null;
  /** The text cannot be read now: there is nothing to write a change into. */
  readonly frozen: boolean;
  readonly problems: readonly Problem[];
  readonly model: ModelView;
}

/** What follows from what, three ways: as a diagram, as a table, as the text itself. */
export const ModelPanel = memo(function ModelPanel(props: ModelPanelProps) {
  const { text, edit, change, shown: scenario, frozen, problems, model } = props;
  const nodes = useMemo(() => (scenario ? influenceOf(scenario) : []), [scenario]);
  const { selected, select, view, setView, place, showLine, asked } = model;
  const nameField = useRef<HTMLInputElement>(null);
  const onAdd = useCallback(() => nameField.current?.focus(), []);
  const node = nodes.find(({ id }) => id === selected) ?? null;
  const inspector = node && (
    <Inspector
      node={node}
      asked={asked}
      onSelect={select}
      onClose={() => select(null)}
      change={change}
    />
  );
  const beside = (
    <fieldset disabled={frozen} aria-label="Change the model">
      {inspector}
      <AddName nodes={nodes} change={change} onAdded={select} nameField={nameField} />
    </fieldset>
  );
  return (
    <>
      <h2 className="panel-title">Model</h2>
      <Problems problems={problems} onShow={showLine} />
      <Tabs className="tabs" selectedKey={view} onSelectionChange={setView}>
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
            <Diagram nodes={nodes} selected={selected} onSelect={select} onAdd={onAdd} />
          </Suspense>
          {beside}
        </TabPanel>
        <TabPanel id="outline" className="tab-panel">
          <Outline nodes={nodes} selected={selected} onSelect={select} />
          {beside}
        </TabPanel>
        <TabPanel id="yaml" className="tab-panel">
          <Suspense fallback={<Loading what="the editor" />}>
            <YamlEditor text={text} edit={edit} problems={problems} place={place} />
          </Suspense>
        </TabPanel>
      </Tabs>
    </>
  );
});
