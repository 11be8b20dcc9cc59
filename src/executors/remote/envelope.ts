/**
 * How a thrown value crosses to another thread, process or host. Structured clone keeps neither an
 * error's own properties nor its class or code, and refuses some errors altogether; so an error is
 * taken apart here and put together again there. What is no error crosses as it is.
 */
import { types } from 'node:util';

import {
  BrokenExecutorError,
  NotCloneableError,
  TaskLoadError,
  UnknownTaskError,
  WorkerLostError,
} from '../../futures/errors.js';
import { sharedState } from '../shared-state.js';

interface ThrownError {
  kind: 'error';
  /** The nearest class that exists on both sides. */
  className: string;
  name: string;
  message: string;
  stack: string;
  /** Enumerable ones, `code` among them. */
  ownProperties: [key: string, value: ErrorEnvelope][];
  cause?: ErrorEnvelope;
  errors?: ErrorEnvelope[];
}

export type ErrorEnvelope = ThrownError | { kind: 'value'; value: unknown };

/** Classes that both sides know. `DOMException` is what an abort throws. */
const CLASSES = new Map<string, abstract new (...args: never[]) => Error>(
  [
    ...[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError],
    ...[DOMException, NotCloneableError, TaskLoadError, UnknownTaskError],
    ...[BrokenExecutorError, WorkerLostError],
  ].map((constructor) => [constructor.name, constructor]),
);

/** Their names by prototype, also of those that another copy of this package has defined. */
const classNames = sharedState('error classes', () => new WeakMap<object, string>());
for (const [name, constructor] of CLASSES) classNames.set(constructor.prototype as object, name);

/** Takes a thrown value apart into plain data that can be cloned. */
export function toEnvelope(thrown: unknown): ErrorEnvelope {
  return enclose(thrown, new Map());
}

/** What is left of one that could not be sent after all: names and texts. */
export function toPlainEnvelope(envelope: ErrorEnvelope): ErrorEnvelope {
  if (envelope.kind === 'value') {
    return toEnvelope(notCloneable('what was thrown', envelope.value));
  }
  const { kind, className, name, message, stack } = envelope;
  return { kind, className, name, message, stack, ownProperties: [] };
}

/** `what` cannot be copied; `reason` says why, where there is an error that does. */
export function notCloneable(what: string, reason: unknown): NotCloneableError {
  const detail = reason instanceof Error ? reason.message : describeThrown(reason);
  return new NotCloneableError(`${what} cannot be copied to or from a worker: ${detail}`);
}

function enclose(thrown: unknown, seen: Map<Error, ErrorEnvelope>): ErrorEnvelope {
  if (!isError(thrown)) return encloseValue(thrown);
  const known = seen.get(thrown);
  if (known !== undefined) return known;
  const envelope: ThrownError = {
    kind: 'error',
    className: nearestClass(thrown),
    name: textOf(thrown, 'name'),
    message: textOf(thrown, 'message'),
    stack: textOf(thrown, 'stack'),
    ownProperties: [],
  };
  seen.set(thrown, envelope);
  for (const key of Object.keys(thrown)) {
    const value = readProperty(thrown, key);
    if (canBeCloned(value)) envelope.ownProperties.push([key, enclose(value, seen)]);
  }
  if ('cause' in thrown) envelope.cause = enclose(readProperty(thrown, 'cause'), seen);
  const errors = thrown instanceof AggregateError ? readProperty(thrown, 'errors') : undefined;
  if (Array.isArray(errors)) envelope.errors = errors.map((error) => enclose(error, seen));
  return envelope;
}

function encloseValue(thrown: unknown): ErrorEnvelope {
  if (canBeCloned(thrown)) return { kind: 'value', value: thrown };
  return enclose(notCloneable(`a thrown ${typeof thrown}`, thrown), new Map());
}

/** An error is always cloned by its envelope. */
function canBeCloned(value: unknown): boolean {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
    return typeof value !== 'symbol';
  }
  if (isError(value)) return true;
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** One of another realm, as of `node:vm`, is an error too. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** Walks up the prototypes: a subclass of a known class comes back as that one. */
function nearestClass(error: Error): string {
  for (
    let prototype: unknown = Object.getPrototypeOf(error);
    prototype !== null && prototype !== Error.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const name = classNames.get(prototype as object);
    if (name !== undefined) return name;
  }
  return 'Error';
}

/** A getter may throw, or give something else than a text. */
function readProperty(error: Error, key: string): unknown {
  try {
    return (error as unknown as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function textOf(error: Error, key: 'name' | 'message' | 'stack'): string {
  const text = readProperty(error, key);
  return typeof text === 'string' ? text : '';
}

function describeThrown(value: unknown): string {
  return typeof value === 'symbol' || typeof value === 'function' ? String(value) : typeof value;
}

/** Puts together again what was thrown on the other side. */
export function fromEnvelope(envelope: ErrorEnvelope): unknown {
  return disclose(envelope, new Map());
}

function disclose(envelope: ErrorEnvelope, seen: Map<ErrorEnvelope, Error>): unknown {
  if (envelope.kind === 'value') return envelope.value;
  const known = seen.get(envelope);
  if (known !== undefined) return known;
  const error = construct(envelope);
  seen.set(envelope, error);
  define(error, 'stack', envelope.stack);
  if (error.name !== envelope.name) define(error, 'name', envelope.name);
  if (envelope.cause !== undefined) define(error, 'cause', disclose(envelope.cause, seen));
  if (envelope.errors !== undefined) {
    define(
      error,
      'errors',
      envelope.errors.map((item) => disclose(item, seen)),
    );
  }
  for (const [key, value] of envelope.ownProperties) {
    Object.defineProperty(error, key, {
      value: disclose(value, seen),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return error;
}

function construct({ className, name, message }: ThrownError): Error {
  switch (className) {
    case 'DOMException':
      return new DOMException(message, name);
    case 'AggregateError':
      return new AggregateError([], message);
    default: {
      const constructor = (CLASSES.get(className) ?? Error) as new (message: string) => Error;
      return new constructor(message);
    }
  }
}

/** As errors have these themselves: there, but not listed. */
function define(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, {
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
