/** The options that a switch stands for: none of its own for `true`, `undefined` where it is off. */
export function optionsOf<Options extends object>(choice: Options | boolean | undefined): Options | undefined {
  if (choice === true) return {} as Options; // every one of these options has a default
  return choice === false ? undefined : choice;
}
