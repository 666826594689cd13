// Made by `npm run build:assets` from workwell.scss and client.js. Do not edit.
export const styleSheet = "/assets/workwell-3f0fafc2e9bdf81c.css";
export const script = "/assets/workwell-eaef4ad797e76433.js";
