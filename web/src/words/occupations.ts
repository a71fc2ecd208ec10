/** Of WinoBias, in the order of its two files. */
export const winoBias = lines(`
attendant, cashier, teacher, nurse, assistant, secretary, auditor, cleaner, receptionist, clerk, counselor, designer,
hairdresser, writer, housekeeper, baker, accountant, editor, librarian, tailor,
driver, supervisor, janitor, cook, mover, laborer, construction worker, chief, developer, carpenter, manager, lawyer,
farmer, salesperson, physician, guard, analyst, mechanic, sheriff, CEO
`);

/** Of Winogender schemas, in the order of the file. */
export const winogender = lines(`
technician, accountant, supervisor, engineer, worker, educator, clerk, counselor, inspector, mechanic, manager,
therapist, administrator, salesperson, receptionist, librarian, advisor, pharmacist, janitor, psychologist,
physician, carpenter, nurse, investigator, bartender, specialist, electrician, officer, pathologist, teacher,
lawyer, planner, practitioner, plumber, instructor, surgeon, veterinarian, paramedic, examiner, chemist, machinist,
appraiser, nutritionist, architect, hairdresser, baker, programmer, paralegal, hygienist, scientist, dispatcher,
cashier, auditor, dietitian, painter, broker, chef, doctor, firefighter, secretary
`);

export const occupations: readonly string[] = [...new Set([...winoBias, ...winogender])];

/** The same words for several people. */
export const plurals: readonly string[] = occupations.map(plural);

function plural(word: string): string {
  if (word.endsWith('person')) return word.replace(/person$/, 'people');
  return word.endsWith('y') ? word.replace(/y$/, 'ies') : `${word}s`;
}

function lines(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map(word => word.trim())
    .filter(Boolean);
}
