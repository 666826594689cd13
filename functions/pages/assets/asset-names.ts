// Made by `npm run build:assets` from workwell.scss and client.js. Do not edit.
export const styleSheet = "/assets/workwell-b013d0e0a5b38961.css";
export const script = "/assets/workwell-eaef4ad797e76433.js";
