// Made by `npm run build:assets` from workwell.scss and client.js. Do not edit.
export const styleSheet = "/assets/workwell-598945600a8f1895.css";
export const script = "/assets/workwell-eaef4ad797e76433.js";
