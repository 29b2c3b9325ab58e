// The house's own lint rules, which .oxlintrc.jsonc loads: no linter ships them.

const AMBIENT = "comes from outside: take it from the clock or the seed that you were given.";

const isName = (node, name) => node.type === "Identifier" && node.name === name;

const isMethod = (callee, object, method) =>
  callee.type === "MemberExpression" && isName(callee.object, object) && isName(callee.property, method);

/** Time and chance come from server/platform, so that a test or a replay can say what they are. */
const noAmbientInput = {
  meta: { type: "problem" },
  create(context) {
    const refuse = (node, what) => context.report({ node, message: `${what} ${AMBIENT}` });
    return {
      NewExpression(node) {
        if (isName(node.callee, "Date") && node.arguments.length === 0) refuse(node, "The present");
      },
      CallExpression(node) {
        const { callee } = node;
        if (isName(callee, "Date") || isMethod(callee, "Date", "now")) refuse(node, "The present");
        if (isMethod(callee, "Math", "random")) refuse(node, "Chance");
      },
    };
  },
};

/** A file that hands on all of another hides what a room offers. */
const noBarrels = {
  meta: { type: "problem" },
  create: (context) => ({
    ExportAllDeclaration(node) {
      context.report({
        node,
        message: "Name what is exported: an index is a short list, and there are no barrels.",
      });
    },
  }),
};

const WINDOWS = ["window", "globalThis", "document", "self"];

/** `location`, or `window.location` and its like. */
const isLocation = (node) =>
  isName(node, "location") || WINDOWS.some((name) => isMethod(node, name, "location"));

function constantOf(node, scope) {
  for (let room = scope; room; room = room.upper) {
    const definition = room.set.get(node.name)?.defs[0]?.node;
    if (definition) return definition.type === "VariableDeclarator" ? definition.init : undefined;
  }
  return undefined;
}

/** How a text begins, as far as its source says; undefined when that is known only later. */
function beginningOf(node, scope) {
  if (node?.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node?.type === "TemplateLiteral") {
    const [first] = node.quasis;
    if (first.value.cooked !== "" || node.expressions.length === 0) return first.value.cooked;
    return beginningOf(node.expressions[0], scope);
  }
  if (node?.type === "BinaryExpression" && node.operator === "+") return beginningOf(node.left, scope);
  return node?.type === "Identifier" ? beginningOf(constantOf(node, scope), scope) : undefined;
}

/** Inside the portal one goes by the router: a page loaded anew loses what it knew. */
const noPageLoadInside = {
  meta: { type: "problem" },
  create(context) {
    const look = (node, destination) => {
      const beginning = beginningOf(destination, context.sourceCode.getScope(node));
      if (beginning === undefined || /^(?:[a-z][\d+.a-z-]*:|\/\/)/i.test(beginning)) return;
      context.report({ node, message: "Go to pages of the portal by the router." });
    };
    return {
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "MemberExpression" || !isName(callee.property, "assign")) return;
        if (isLocation(callee.object)) look(node, node.arguments[0]);
      },
      AssignmentExpression(node) {
        const { left } = node;
        if (left.type !== "MemberExpression" || !isName(left.property, "href")) return;
        if (isLocation(left.object)) look(node, node.right);
      },
    };
  },
};

export default {
  meta: { name: "house" },
  rules: {
    "no-ambient-input": noAmbientInput,
    "no-barrels": noBarrels,
    "no-page-load-inside": noPageLoadInside,
  },
};
