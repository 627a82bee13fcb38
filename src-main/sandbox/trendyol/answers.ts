import { jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';

/** The body that product and most other services refuse with. `key` tells what; `errorCode` is the status as text. */
export function errorAnswer(
  status: number,
  error: {
    readonly key: string;
    readonly message: string;
    readonly exception?: string;
    readonly nowMs: number;
  },
): SandboxAnswer {
  return jsonAnswer(status, {
    timestamp: error.nowMs,
    ...(error.exception === undefined ? {} : { exception: error.exception }),
    errors: [{ key: error.key, message: error.message, errorCode: String(status) }],
  });
}

/** The gateway's own body, before any service was reached. */
export function gatewayAnswer(status: number, message: string): SandboxAnswer {
  return jsonAnswer(status, { statusCode: status, message });
}

/** The order-reading services refuse in a form of their own (OpenAPI of v2/orders and stream). */
export function orderReadRefusal(status: number, error: string, message: string): Refusal {
  return new Refusal(jsonAnswer(status, { error, message }));
}

/** Words for a message where no document prints one are the sandbox's own; programs must go by status and key. */
export function refusal(status: number, key: string, message: string): (nowMs: number) => Refusal {
  return (nowMs) => new Refusal(errorAnswer(status, { key, message, nowMs }));
}
