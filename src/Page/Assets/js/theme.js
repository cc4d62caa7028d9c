// Light or dark: as the system says, unless the reader said otherwise.

const key = "jsccgrid-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

export const isDark = () => (localStorage.getItem(key) ?? (system.matches ? "dark" : "light")) === "dark";

export function startTheme() {
  const apply = () => {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
    document.dispatchEvent(new Event("themechange"));
  };
  system.addEventListener("change", apply);
  document.getElementById("theme").addEventListener("click", () => {
    localStorage.setItem(key, isDark() ? "light" : "dark");
    apply();
  });
  apply();
}
