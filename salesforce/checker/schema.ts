import ts from 'typescript';

/** The content of an element: a text, a list of words, or elements of another type. */
export type ValueType =
	| { kind: 'text' | 'boolean' | 'number' | 'date' | 'anything' }
	| { kind: 'word'; words: string[] }
	| { kind: 'body'; type: string };

export interface ElementType {
	value: ValueType;
	repeated: boolean;
	required: boolean;
}

/** The types that Salesforce publishes in its WSDL, as npm's `@salesforce/types` declares them. */
class Declarations {
	private readonly aliases = new Map<string, ts.TypeNode>();
	private readonly read = new Map<string, Map<string, ElementType>>();

	constructor() {
		const file = require.resolve('@salesforce/types/metadata').replace(/\.js$/, '.d.ts');
		const text = ts.sys.readFile(file) ?? '';
		const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
		for (const statement of source.statements) {
			if (ts.isTypeAliasDeclaration(statement)) {
				this.aliases.set(statement.name.text, statement.type);
			}
		}
	}

	elementsOf(type: string): Map<string, ElementType> | undefined {
		const known = this.read.get(type);
		if (known) return known;
		const alias = this.aliases.get(type);
		if (!alias) return undefined;
		const elements = this.elementsIn(alias);
		this.read.set(type, elements);
		return elements;
	}

	private elementsIn(node: ts.TypeNode): Map<string, ElementType> {
		if (ts.isIntersectionTypeNode(node)) {
			return new Map(node.types.flatMap((part) => [...this.elementsIn(part)]));
		}
		if (ts.isTypeReferenceNode(node)) return this.elementsOf(node.typeName.getText()) ?? new Map();
		if (!ts.isTypeLiteralNode(node)) return new Map();
		return new Map(
			node.members.filter(ts.isPropertySignature).map(({ name, type, questionToken }) => {
				const repeated = type !== undefined && ts.isArrayTypeNode(type);
				const value = this.valueOf(repeated ? type.elementType : type);
				return [name.getText(), { value, repeated, required: !repeated && !questionToken }];
			}),
		);
	}

	private valueOf(node: ts.TypeNode | undefined): ValueType {
		switch (node?.kind) {
			case ts.SyntaxKind.StringKeyword:
				return { kind: 'text' };
			case ts.SyntaxKind.BooleanKeyword:
				return { kind: 'boolean' };
			case ts.SyntaxKind.NumberKeyword:
				return { kind: 'number' };
		}
		if (!node) return { kind: 'anything' };
		if (ts.isLiteralTypeNode(node) || ts.isUnionTypeNode(node)) {
			const words = (ts.isUnionTypeNode(node) ? [...node.types] : [node])
				.filter(ts.isLiteralTypeNode)
				.map(({ literal }) => (ts.isStringLiteral(literal) ? literal.text : literal.getText()));
			return { kind: 'word', words };
		}
		if (!ts.isTypeReferenceNode(node)) return { kind: 'anything' };
		const type = node.typeName.getText();
		if (type === 'Date') return { kind: 'date' };
		const alias = this.aliases.get(type);
		const isBody = alias && (ts.isTypeLiteralNode(alias) || ts.isIntersectionTypeNode(alias));
		return isBody ? { kind: 'body', type } : this.valueOf(alias);
	}
}

let declarations: Declarations | undefined;

/**
 * The elements that a type of metadata may have, by name.
 *
 * @returns undefined for a type that Salesforce does not have
 */
export function elementsOf(type: string): Map<string, ElementType> | undefined {
	// 900 kB of declarations: read when first asked for, and once.
	declarations ??= new Declarations();
	return declarations.elementsOf(type);
}
