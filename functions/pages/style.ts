/**
 * The one style sheet, until pages are dressed with GOV.UK Frontend itself: its class names, our own font stack, no
 * crest. Colours and focus keep to WCAG 2.2 AA.
 */
export const style = `
*,*::before,*::after{box-sizing:border-box}
html{font-family:system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;font-size:100%;line-height:1.45;color:#0b0c0c;background:#fff;overflow-wrap:break-word}
body{margin:0}
a{color:#1a65a6;text-underline-offset:.15em}
a:hover{color:#0f385c}
a:focus,summary:focus{outline:3px solid transparent;color:#0b0c0c;background:#fd0;box-shadow:0 -2px #fd0,0 4px #0b0c0c;text-decoration:none}
.govuk-width-container{max-width:60rem;margin:0 auto;padding:0 1rem}
.govuk-skip-link,.govuk-visually-hidden{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.govuk-skip-link:focus{position:static;width:auto;height:auto;clip-path:none;display:block;padding:.6rem 1rem}
.govuk-service-navigation{border-bottom:1px solid #b1b4b6;background:#f4f8fb}
.govuk-service-navigation__container{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.5rem;padding:.75rem 0}
.govuk-service-navigation__service-name{font-weight:700;font-size:1.25rem}
.govuk-service-navigation__service-name a{color:#0b0c0c;text-decoration:none}
.govuk-service-navigation__list{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center;margin:0;padding:0;list-style:none}
.govuk-service-navigation__list form{margin:0}
.govuk-main-wrapper{padding:1.5rem 0 3rem}
.govuk-grid-column-two-thirds{max-width:40rem}
.govuk-heading-l{font-size:2rem;line-height:1.15;margin:0 0 1.25rem}
.govuk-heading-m{font-size:1.5rem;line-height:1.2;margin:2rem 0 .75rem}
.govuk-caption-l{display:block;color:#484949;font-size:1.125rem;margin-bottom:.25rem}
.govuk-body,.govuk-list{font-size:1.1875rem;margin:0 0 1.1rem}
.govuk-list{padding-left:1.25rem}
.govuk-list li{margin-bottom:.3rem}
.govuk-list--plain{padding-left:0;list-style:none}
.govuk-hint{color:#484949;margin:0 0 .5rem}
.govuk-form-group{margin:0 0 1.5rem}
.govuk-form-group--error{border-left:5px solid #ca3535;padding-left:.9rem}
.govuk-error-message{color:#a82a2a;font-weight:700;margin:0 0 .5rem}
.govuk-label,.govuk-fieldset__legend{display:block;font-size:1.1875rem;margin-bottom:.25rem;padding:0}
.govuk-fieldset{min-width:0;margin:0;padding:0;border:0}
.govuk-fieldset__legend--m,.govuk-label--s,.govuk-fieldset__legend--s{font-weight:700}
.govuk-fieldset__legend--m{font-size:1.375rem;margin-bottom:.75rem}
.govuk-input,.govuk-select,.govuk-textarea{font:inherit;font-size:1.1875rem;width:100%;min-height:2.6rem;padding:.3rem .5rem;border:2px solid #0b0c0c;border-radius:0;background:#fff;color:inherit}
.govuk-textarea{min-height:6rem;resize:vertical;display:block}
.govuk-input--width-5{max-width:7rem}
.govuk-input--width-20{max-width:18rem}
.govuk-select{width:auto;max-width:100%}
.govuk-input--error,.govuk-select--error,.govuk-textarea--error{border-color:#ca3535}
.govuk-input:focus,.govuk-select:focus,.govuk-textarea:focus{outline:3px solid #fd0;outline-offset:0;box-shadow:inset 0 0 0 2px #0b0c0c}
.govuk-radios__item,.govuk-checkboxes__item{display:flex;align-items:flex-start;gap:.75rem;min-height:2.75rem;padding:.25rem 0}
.govuk-radios__input,.govuk-checkboxes__input{flex:none;width:2rem;height:2rem;margin:0;accent-color:#0b0c0c}
.govuk-radios__input:focus,.govuk-checkboxes__input:focus{outline:3px solid #fd0;outline-offset:1px;box-shadow:0 0 0 6px #0b0c0c}
.govuk-radios__label,.govuk-checkboxes__label{font-size:1.1875rem;padding:.2rem 0;flex:1}
.govuk-button{font:inherit;font-size:1.1875rem;font-weight:600;padding:.55rem 1rem;border:2px solid transparent;background:#0f7a52;color:#fff;box-shadow:0 2px #083d29;cursor:pointer}
.govuk-button:hover{background:#0b5c3e}
.govuk-button--secondary{background:#eef0f2;color:#0b0c0c;box-shadow:0 2px #8d9194}
.govuk-button--secondary:hover{background:#d8dce0}
.govuk-button--warning{background:#a82a2a;box-shadow:0 2px #541515}
.govuk-button--warning:hover{background:#7e2020}
.govuk-button:focus{outline:3px solid #fd0;background:#fd0;color:#0b0c0c;box-shadow:0 2px #0b0c0c}
.link-button{font:inherit;border:0;padding:0;background:none;color:#1a65a6;text-decoration:underline;cursor:pointer}
.link-button:focus{outline:3px solid #fd0;background:#fd0;color:#0b0c0c}
.govuk-error-summary{border:5px solid #ca3535;padding:1rem 1.25rem;margin-bottom:2rem}
.govuk-error-summary:focus{outline:3px solid #fd0}
.govuk-error-summary__title{font-size:1.375rem;margin:0 0 .75rem}
.govuk-error-summary__list{margin:0;padding:0;list-style:none;font-size:1.1875rem}
.govuk-error-summary__list a{color:#a82a2a;font-weight:700}
.govuk-inset-text{border-left:10px solid #b1b4b6;padding:.75rem 1rem;margin:1.5rem 0;font-size:1.1875rem}
.govuk-panel--confirmation{background:#0f7a52;color:#fff;padding:1.75rem;margin-bottom:1.5rem}
.govuk-panel__title{font-size:2rem;line-height:1.15;margin:0}
.govuk-panel__body{font-size:1.375rem;margin-top:.75rem}
.govuk-warning-text{border-left:10px solid #ca3535;padding:.5rem 1rem;font-weight:700;font-size:1.1875rem;margin:0 0 1.5rem}
.govuk-details{margin:0 0 1.25rem}
.govuk-details__summary{color:#1a65a6;text-decoration:underline;font-size:1.1875rem;cursor:pointer;padding:.35rem 0;display:list-item;margin-left:1.1rem}
.govuk-details__text{border-left:5px solid #b1b4b6;padding:1rem 0 .25rem 1.1rem;margin-top:.5rem}
.govuk-summary-list{margin:0 0 1.5rem;font-size:1.1rem}
.govuk-summary-list__row{display:grid;grid-template-columns:minmax(8rem,1fr) 2fr;gap:0 1rem;padding:.5rem 0;border-bottom:1px solid #cecece}
.govuk-summary-list__key{font-weight:700}
.govuk-summary-list__value{margin:0;white-space:pre-line}
.govuk-tag{display:inline-block;background:#d2e2f1;color:#0f385c;padding:.05rem .5rem;font-weight:600}
.govuk-tag--red{background:#f4d7d7;color:#6b1a1a}
.govuk-tag--grey{background:#e5e6e7;color:#363737}
.govuk-table{width:100%;border-collapse:collapse;margin-bottom:1.5rem;font-size:1.1rem}
.govuk-table__header,.govuk-table__cell{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid #cecece}
.govuk-footer{border-top:1px solid #b1b4b6;background:#f4f8fb;padding:1.5rem 0 2rem;font-size:1rem}
.no-print{margin-top:2rem}
@media print{.govuk-service-navigation nav,.govuk-skip-link,.govuk-footer,.no-print{display:none}.govuk-service-navigation{background:none}a{color:inherit;text-decoration:none}body{font-size:12pt}.govuk-main-wrapper{padding:0}.govuk-grid-column-two-thirds{max-width:none}li,.govuk-inset-text,.govuk-summary-list__row{break-inside:avoid}h1,h2{break-after:avoid}}
@media (max-width:40rem){.govuk-summary-list__row{grid-template-columns:1fr}.govuk-heading-l{font-size:1.65rem}.govuk-table,.govuk-table tbody,.govuk-table tr,.govuk-table td,.govuk-table th{display:block}.govuk-table thead{position:absolute;clip-path:inset(50%)}}
`;
