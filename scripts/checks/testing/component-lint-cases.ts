import type { LintCase } from "./lint-cases";

const inComponents = (rule: string, code: string): LintCase => ({ rule, room: "components", code });

/** A component whose body begins with these lines; what it shows may close it and go on with the module. */
const component = (rule: string, lines: string, jsx = "<p />"): LintCase =>
  inComponents(
    rule,
    `import * as React from "react";\nexport function Shown(props: { value: number; load(): number }) {\n${lines}\nreturn ${jsx};\n}`,
  );

const REACT: readonly LintCase[] = [
  component("react/rules-of-hooks", "if (props.value > 1) React.useState(1);"),
  component("react/exhaustive-deps", "React.useEffect(() => { document.title = String(props.value); }, []);"),
  component(
    "react/error-boundaries",
    "",
    "null;\n}\nexport function Tried() {\ntry { return <Shown value={1} load={() => 1} />; } catch { return null; }",
  ),
  component(
    "react/globals",
    "outside = props.value;",
    "<p />;\n}\nlet outside = 0;\nexport function seen() { return outside",
  ),
  component("react/immutability", "props.value = 2;"),
  component(
    "react/incompatible-library",
    "const a = useReactTable({});",
    '<p>{a}</p>;\n}\nimport { useReactTable } from "@tanstack/react-table";\nexport function other() {\nreturn null',
  ),
  component("react/purity", "const a = Math.random();", "<p>{a}</p>"),
  component("react/refs", "const a = React.useRef(1);", "<p>{a.current}</p>"),
  component(
    "react/set-state-in-effect",
    "const [a, setA] = React.useState(0);\nReact.useEffect(() => { setA(1); }, []);",
    "<p>{a}</p>",
  ),
  component("react/set-state-in-render", "const [a, setA] = React.useState(0);\nsetA(1);", "<p>{a}</p>"),
  component("react/static-components", "const Inner = () => <p>a</p>;", "<Inner />"),
  component("react/unsupported-syntax", "const a = eval('1');", "<p>{a}</p>"),
  component("react/use-memo", "const a = React.useMemo(async () => 1, []);\nvoid a;"),
  inComponents("react/display-name", 'import { memo } from "react";\nexport const A = memo(() => <p>a</p>);'),
  component("react/jsx-key", "", "<ul>{[1, 2].map(() => <li>a</li>)}</ul>"),
  component("react/jsx-no-comment-textnodes", "", "<p>// a</p>"),
  component("react/jsx-no-duplicate-props", "", '<p id="a" id="b" />'),
  component("react/jsx-no-undef", "", "<Unknown />"),
  component("react/no-children-prop", "", '<p children="a" />'),
  component("react/no-danger-with-children", "", '<p dangerouslySetInnerHTML={{ __html: "a" }}>a</p>'),
  inComponents(
    "react/no-direct-mutation-state",
    'import { Component } from "react";\nexport class A extends Component<object, { a: number }> { b() { this.state.a = 1; } override render() { return null; } }',
  ),
  inComponents(
    "react/no-find-dom-node",
    'import * as ReactDOM from "react-dom";\nexport const a = ReactDOM.findDOMNode(null);',
  ),
  inComponents(
    "react/no-is-mounted",
    'import { Component } from "react";\nexport class A extends Component { b() { return this.isMounted(); } override render() { return null; } }',
  ),
  inComponents(
    "react/no-render-return-value",
    'import * as ReactDOM from "react-dom";\nexport const a = ReactDOM.render(<p />, document.body);',
  ),
  inComponents(
    "react/no-string-refs",
    'import { Component } from "react";\nexport class A extends Component { override render() { return <p ref="a" />; } }',
  ),
  component("react/no-unescaped-entities", "", "<p>it's</p>"),
  inComponents(
    "react/no-unsafe",
    'import { Component } from "react";\nexport class A extends Component { UNSAFE_componentWillMount() {} override render() { return null; } }',
  ),
  inComponents(
    "react/require-render-return",
    'import { Component } from "react";\nexport class A extends Component { override render() { } }',
  ),
];

const PAGES: readonly LintCase[] = [
  inComponents("import/no-anonymous-default-export", "export default () => 1;"),
  component("jsx-a11y/alt-text", "", '<img src="a" />'),
  component("jsx-a11y/aria-props", "", '<p aria-labeledby="a" />'),
  component("jsx-a11y/aria-proptypes", "", '<p aria-hidden="maybe" />'),
  component("jsx-a11y/aria-unsupported-elements", "", '<meta aria-hidden="false" />'),
  component("jsx-a11y/role-has-required-aria-props", "", '<span role="checkbox" />'),
  component("jsx-a11y/role-supports-aria-props", "", '<ul role="list" aria-checked="true" />'),
  component(
    "nextjs/google-font-display",
    "",
    '<link href="https://fonts.googleapis.com/css2?family=A" rel="stylesheet" />',
  ),
  component("nextjs/google-font-preconnect", "", '<link href="https://fonts.gstatic.com" />'),
  component(
    "nextjs/inline-script-id",
    "",
    '<Script>{`a`}</Script>;\n}\nimport Script from "next/script";\nexport function other() { return null',
  ),
  component(
    "nextjs/next-script-for-ga",
    "",
    '<script src="https://www.googletagmanager.com/gtag/js?id=a" />',
  ),
  inComponents("nextjs/no-assign-module-variable", "const module = 1;\nexport const a = module;"),
  inComponents(
    "nextjs/no-async-client-component",
    '"use client";\nexport default async function Page() { return <p />; }',
  ),
  component("nextjs/no-css-tags", "", '<link href="/a.css" rel="stylesheet" />'),
  component("nextjs/no-head-element", "", "<head />"),
  component("nextjs/no-html-link-for-pages", "", '<a href="/about">a</a>'),
  component("nextjs/no-img-element", "", '<img src="a" alt="a" />'),
  component("nextjs/no-sync-scripts", "", '<script src="a" />'),
  component(
    "nextjs/no-unwanted-polyfillio",
    "",
    '<script src="https://polyfill.io/v3/polyfill.min.js?features=WeakSet" async />',
  ),
  inComponents("house/no-page-load-inside", 'export const go = () => window.location.assign("/a");'),
  inComponents(
    "house/no-page-load-inside",
    "export const go = (id: string) => { location.href = `/a/${id}`; };",
  ),
  inComponents(
    "house/no-page-load-inside",
    "const HOME = '/a';\nexport const go = () => document.location.assign(HOME + '/b');",
  ),
];

export const COMPONENT_CASES: readonly LintCase[] = [...REACT, ...PAGES];
