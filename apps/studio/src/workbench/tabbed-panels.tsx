import { type Key, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { PanelId, PanelPart } from './side-by-side.tsx';

interface TabbedPanelsProps {
  readonly parts: readonly PanelPart[];
  readonly shown: PanelId;
  readonly onShow: (id: PanelId) => void;
}

/** The panels one at a time, where there is no room for more. */
export function TabbedPanels({ parts, shown, onShow }: TabbedPanelsProps) {
  return (
    <Tabs
      className="tabs narrow-panels"
      selectedKey={shown}
      onSelectionChange={(key: Key) => onShow(key as PanelId)}
    >
      <TabList aria-label="Panels" className="tab-list">
        {parts.map(({ id, label }) => (
          <Tab key={id} id={id} className="tab">
            {label}
          </Tab>
        ))}
      </TabList>
      {parts.map(({ id, label, content }) => (
        <TabPanel
          key={id}
          id={id}
          className="panel"
          shouldForceMount
          aria-label={label}
          data-panel-stop
        >
          {content}
        </TabPanel>
      ))}
    </Tabs>
  );
}
