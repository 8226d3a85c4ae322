import { words } from '../text/words.ts';

/** `packed` for `__packed__`: both spellings are one attribute. */
export function plainAttributeName(name: string): string {
  return name.replace(/^__(.+)__$/, '$1');
}

/** Attributes with a meaning for the layout. */
const LAYOUT_ATTRIBUTES = ['packed', 'aligned', 'armcc_packed'] as const;

/** Attributes that never change a layout, of compilers and checkers. */
const HARMLESS: ReadonlySet<string> = new Set(
  words(`
  access alias alloc_align alloc_size always_inline artificial assume_aligned availability bitwise btf_type_tag
  cdecl cleanup cold common const constructor counted_by deprecated designated_init destructor diagnose_if
  dllexport dllimport enable_if enum_extensibility error externally_visible fallthrough fastcall fd_arg
  flag_enum flatten force format format_arg gnu_inline hot ifunc interrupt isr leaf likely malloc may_alias
  maybe_unused naked no_icf no_instrument_function no_reorder no_sanitize nocast noclone nocommon nodebug
  noderef nodiscard noinline nonnull nonstring noplt noreturn nothrow novtable optimize overloadable
  preserve_access_index progmem property pure no_randomize_layout init_priority trivial_abi regparm restrict
  returns_nonnull returns_twice section selectany sentinel signal simd stdcall symver target target_clones
  thiscall thread tls_model transparent_union type_visibility unavailable unlikely unused use_handle used uuid
  visibility vector_call warn_if_not_aligned warn_unused warn_unused_result warning weak weakref
  zero_call_used_regs address_space bounded swift_name capability guarded_by lockable
`),
);

/** Attributes that change a layout in a way that is not known here, and what they ask for. */
const REFUSED: ReadonlySet<string> = new Set(
  words(`
  scalar_storage_order mode vector_size ext_vector_type ms_struct gcc_struct randomize_layout no_unique_address
  altivec neon_vector_type layout_version empty_bases
`),
);

/** What an attribute means for the layout. */
export type AttributeEffect = (typeof LAYOUT_ATTRIBUTES)[number] | 'none' | 'refused' | 'unknown';

/** What the attribute with this name, in either spelling, means for the layout. */
export function attributeEffect(name: string): AttributeEffect {
  const plain = plainAttributeName(name);
  const known = LAYOUT_ATTRIBUTES.find((each) => each === plain);
  if (known !== undefined) return known;
  if (HARMLESS.has(plain)) return 'none';
  return REFUSED.has(plain) ? 'refused' : 'unknown';
}

/** Whether `__has_attribute` says yes. */
export function isKnownAttribute(name: string): boolean {
  return attributeEffect(name) !== 'unknown';
}
