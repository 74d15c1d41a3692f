// The framework's own debugging, which says nothing about a pull.
module.exports = () => () => undefined;
