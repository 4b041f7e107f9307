// Runs before the page is drawn: the reader's choice of light or dark, so that nothing flashes.
(function () {
  var root = document.documentElement;
  root.classList.add('js');
  try {
    var choice = localStorage.getItem('showcase-theme');
    if (choice === 'light' || choice === 'dark') root.dataset.theme = choice;
  } catch (e) { /* storage may be switched off */ }
})();
