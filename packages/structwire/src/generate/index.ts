export { generateTypeScript, type TypeScriptOptions } from './typescript.ts';
