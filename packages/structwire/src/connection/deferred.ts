/** A promise and the two functions that settle it. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

export function deferred<T>(): Deferred<T> {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** A rejected promise that does not count as unhandled: whoever awaits it learns why, whoever does not is left alone. */
export function quietRejection(error: unknown): Promise<never> {
  const promise = Promise.reject<never>(error);
  promise.catch(() => {});
  return promise;
}

/** The same outcome; a rejection that comes when `isQuiet` says so does not count as unhandled. */
export function quietWhen<T>(isQuiet: () => boolean, promise: Promise<T>): Promise<T> {
  const same: Promise<T> = new Promise((resolve, reject) => {
    promise.then(resolve, (error: unknown) => {
      if (isQuiet()) same.catch(() => {});
      reject(error);
    });
  });
  return same;
}
