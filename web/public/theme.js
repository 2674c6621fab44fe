// Runs before the first paint: a chosen theme replaces the system's. Holds no customer's data.
try {
  const theme = localStorage.getItem('c360.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch { /* storage is off: the system's choice holds */ }
