// Made by `npm run build:assets` from workwell.scss and client.js. Do not edit.
export const styleSheet = "/assets/workwell-60ff4e34fc18d371.css";
export const script = "/assets/workwell-eaef4ad797e76433.js";
