// Made by `npm run build:assets` from workwell.scss and client.js. Do not edit.
export const styleSheet = "/assets/workwell-dab9e06b6390cefa.css";
export const script = "/assets/workwell-eaef4ad797e76433.js";
