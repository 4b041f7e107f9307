// The rules that every built page keeps. What is off says why.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // <!DOCTYPE html> or <!doctype html>: the same to every reader.
    "doctype-style": "off",
    // A bar of a chart and a cell's alignment are data, not design.
    "no-inline-style": "off",
    // The forms here have one field and are sent with Enter (search) or work
    // while one types (register); a button would say nothing more.
    "wcag/h32": "off",
    // The box around a wide table can be scrolled with the keyboard and so needs
    // a name, but it opens no section of the text.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    // Footnotes are note:1 and ref:1. HTML allows every sign but space, and the
    // colon keeps them apart from headings.
    "valid-id": ["error", { relaxed: true }],
  },
};
