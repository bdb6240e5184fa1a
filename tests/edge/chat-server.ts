import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChatServer {
  /** Base URL of the protocol. */
  readonly url: string;
  /** What it says, in pieces; set by a test. */
  pieces: readonly string[];
  /** Pieces after which it waits until this is raised. */
  holdAfter: number;
  /** Pieces after which it breaks off; null: never. */
  breakAfter: number | null;
  /** Status of the answer. */
  status: number;
  /** Bodies of the requests so far. */
  readonly asked: {
    model: string;
    stream: boolean;
    messages: { role: string; content: string }[];
  }[];
  readonly authorizations: (string | undefined)[];
  close(): Promise<void>;
}

/** A server that speaks OpenAI's chat completions, streamed, on loopback. */
export async function startChatServer(): Promise<ChatServer> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const chat: ChatServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    pieces: [],
    holdAfter: Number.POSITIVE_INFINITY,
    breakAfter: null,
    status: 200,
    asked: [],
    authorizations: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse) {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    if (request.url !== '/v1/chat/completions') return response.writeHead(404).end();
    chat.asked.push(JSON.parse(text));
    chat.authorizations.push(request.headers.authorization);
    if (chat.status !== 200) {
      response.writeHead(chat.status, { 'content-type': 'application/json' });
      return response.end('{"error":{"message":"no","type":"server_error"}}');
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const [index, content] of chat.pieces.entries()) {
      while (index >= chat.holdAfter) {
        if (response.destroyed) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (index === chat.breakAfter) return response.destroy();
      send(response, { delta: { role: 'assistant', content }, finish_reason: null });
    }
    send(response, { delta: {}, finish_reason: 'stop' });
    return response.end('data: [DONE]\n\n');
  }

  return chat;
}

function send(response: ServerResponse, choice: object): void {
  const chunk = {
    id: 'chat-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'writer',
    choices: [{ index: 0, ...choice }],
  };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}
