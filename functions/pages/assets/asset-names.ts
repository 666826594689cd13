// Made by `npm run build:assets` from workwell.scss and client.js. Do not edit.
export const styleSheet = "/assets/workwell-13c1a6eccfa5a84c.css";
export const script = "/assets/workwell-eaef4ad797e76433.js";
