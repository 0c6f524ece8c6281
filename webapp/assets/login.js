/* Shows the password while it is typed. No module: the page of whoever is not known yet needs nothing else. */
(function (root, field, button) {
    root.classList.add('scripted');
    button.addEventListener('click', function () {
        const hidden = field.type === 'password';
        field.type = hidden ? 'text' : 'password';
        button.setAttribute('aria-pressed', String(hidden));
        field.focus();
    });
})(document.documentElement, document.getElementById('p'), document.getElementById('reveal'));
