interface FieldNameProps {
  /** What the field belongs to, for those who do not see the layout. */
  readonly of: string;
  readonly label: string;
}

/** The name over a field. */
export const FieldName = ({ of, label }: FieldNameProps) => (
  <span>
    <span className="visually-hidden">{of}, </span>
    {label}
  </span>
);
