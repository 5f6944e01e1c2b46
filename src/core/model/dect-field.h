/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-types.h"

G_BEGIN_DECLS

/**
 * DECT_FIELD_ERROR:
 *
 * Why a text cannot become the value of a field; codes are #DectFieldError.
 */
#define DECT_FIELD_ERROR (dect_field_error_quark ())
GQuark dect_field_error_quark (void);

/**
 * DectFieldError:
 * @DECT_FIELD_ERROR_NUMBER: not a number
 * @DECT_FIELD_ERROR_RANGE: a number outside the field's range, or not finite
 * @DECT_FIELD_ERROR_CHOICE: none of the words the field knows
 * @DECT_FIELD_ERROR_TEXT: not UTF-8, or with control characters
 * @DECT_FIELD_ERROR_REFERENCE: a reference cannot be set from text
 * @DECT_FIELD_ERROR_SINGLE: several things shall get what only one can have
 */
typedef enum
{
  DECT_FIELD_ERROR_NUMBER,
  DECT_FIELD_ERROR_RANGE,
  DECT_FIELD_ERROR_CHOICE,
  DECT_FIELD_ERROR_TEXT,
  DECT_FIELD_ERROR_REFERENCE,
  DECT_FIELD_ERROR_SINGLE,
} DectFieldError;

/**
 * DectFieldType:
 * @DECT_FIELD_TEXT: `char *`, UTF-8 of one line, trimmed; %NULL when empty
 * @DECT_FIELD_NOTE: `char *`, as TEXT but line breaks are kept
 * @DECT_FIELD_NUMBER: `double`, finite; %NAN when unset
 * @DECT_FIELD_INTEGER: `gint`; #DECT_UNSET when unset
 * @DECT_FIELD_BOOL: `gint`, 0 or 1; #DECT_UNSET when unset, where the field allows it
 * @DECT_FIELD_CHOICE: `gint`, a value of the field's #DectChoice table; #DECT_UNSET when unset
 * @DECT_FIELD_REFERENCE: `guint32`, id of a record of the field's target kind; 0 when unset
 * @DECT_FIELD_MAC: `char *`; canonical (`00:30:42:1B:7F:05`) where valid, else as typed
 * @DECT_FIELD_IPEI: `char *`; canonical (13 characters) where valid, else as typed
 * @DECT_FIELD_PARK: `char *`; canonical (10 hex digits) where valid, else as typed
 * @DECT_FIELD_IPV4: `char *`; dotted quad where valid, else as typed
 * @DECT_FIELD_NETMASK: `char *`; dotted quad where valid (`/24` is understood), else as typed
 * @DECT_FIELD_MODEL: `char *`; id of an RFP model of the catalogue ("45") where known, else as typed
 *
 * How a field is stored in its record struct. Identities are kept as typed when they are wrong: input
 * is never lost, and the checks say what is wrong (rules `mac-invalid`, `ipei-invalid` ...).
 */
typedef enum
{
  DECT_FIELD_TEXT,
  DECT_FIELD_NOTE,
  DECT_FIELD_NUMBER,
  DECT_FIELD_INTEGER,
  DECT_FIELD_BOOL,
  DECT_FIELD_CHOICE,
  DECT_FIELD_REFERENCE,
  DECT_FIELD_MAC,
  DECT_FIELD_IPEI,
  DECT_FIELD_PARK,
  DECT_FIELD_IPV4,
  DECT_FIELD_NETMASK,
  DECT_FIELD_MODEL,
} DectFieldType;

/**
 * DectFieldFlags:
 * @DECT_FIELD_PLAIN: nothing special
 * @DECT_FIELD_OWNER: a reference; the record goes when its target is removed
 * @DECT_FIELD_FIXED: not for people to edit (uuid, plan image name)
 *
 * A reference without OWNER is cleared when its target is removed.
 */
typedef enum
{
  DECT_FIELD_PLAIN = 0,
  DECT_FIELD_OWNER = 1 << 0,
  DECT_FIELD_FIXED = 1 << 1,
} DectFieldFlags;

/** DECT_UNSET: an unset INTEGER, BOOL or CHOICE. */
#define DECT_UNSET G_MININT

/**
 * DectChoice:
 * @id: stable word in site.json, CSV and on the command line
 * @label: what a person reads, untranslated (give it to gettext)
 * @value: the stored number
 */
typedef struct
{
  const char *id;
  const char *label;
  gint        value;
} DectChoice;

/**
 * DectField:
 * @id: key in site.json, CSV column and command line key; unit in the name where not SI base
 * @label: what a person reads, untranslated (give it to gettext)
 * @type: how it is stored
 * @offset: where, in bytes from the start of the record
 * @flags: see #DectFieldFlags
 * @initial: value of a new record for NUMBER, INTEGER, BOOL and CHOICE
 * @minimum: smallest value a NUMBER or INTEGER takes
 * @maximum: largest one
 * @choices: (nullable) (array zero-terminated by id): the words of a CHOICE
 * @target: kind a REFERENCE points to
 *
 * One field of one kind of record. The tables of fields (dect-record.c) are what store, CSV, history, command
 * line and inspector work from: a field added there is stored, imported, undone and edited.
 */
struct _DectField
{
  const char       *id;
  const char       *label;
  DectFieldType     type;
  guint             offset;
  DectFieldFlags    flags;
  double            initial;
  double            minimum;
  double            maximum;
  const DectChoice *choices;
  DectKind          target;
};

/**
 * dect_field_is_text:
 * @field: a field
 *
 * Returns: whether it is stored as `char *`
 */
gboolean dect_field_is_text (const DectField *field);

/* Typed access; the caller knows the type. Text getters return the record's own string or NULL. */

/** dect_field_get_string: Returns: (transfer none) (nullable): the text of a field for which
 * dect_field_is_text() */
const char *dect_field_get_string (const DectField  *field,
                                   const DectRecord *record);

/** dect_field_get_number: Returns: the number of a %DECT_FIELD_NUMBER field; %NAN when unset */
double      dect_field_get_number (const DectField  *field,
                                   const DectRecord *record);

/** dect_field_get_int: Returns: the value of a whole number, boolean or choice; #DECT_UNSET
 * when unset */
gint        dect_field_get_int    (const DectField  *field,
                                   const DectRecord *record);

/** dect_field_get_ref: Returns: the id that a %DECT_FIELD_REFERENCE field holds; 0 when unset */
guint32     dect_field_get_ref    (const DectField  *field,
                                   const DectRecord *record);

/** dect_field_set_number: sets a %DECT_FIELD_NUMBER field; not checked against its range */
void        dect_field_set_number (const DectField  *field,
                                   DectRecord       *record,
                                   double            value);

/** dect_field_set_int: sets a whole number, boolean or choice; not checked */
void        dect_field_set_int    (const DectField  *field,
                                   DectRecord       *record,
                                   gint              value);

/** dect_field_set_ref: sets a %DECT_FIELD_REFERENCE field to an id, 0 to unset it */
void        dect_field_set_ref    (const DectField  *field,
                                   DectRecord       *record,
                                   guint32           id);

/**
 * dect_field_is_set:
 * @field: a field of @record's kind
 * @record: a record
 *
 * Returns: whether the record holds a value there
 */
gboolean dect_field_is_set (const DectField  *field,
                            const DectRecord *record);

/**
 * dect_field_clear:
 * @field: a field of @record's kind
 * @record: a record its maker still owns alone
 *
 * Unsets the value; a BOOL that knows no third state goes back to its initial value.
 */
void dect_field_clear (const DectField *field,
                       DectRecord      *record);

/**
 * dect_field_dup_text:
 * @field: a field of @record's kind
 * @record: a record
 *
 * The stable text form: numbers with a point and no more digits than needed, choices by id, booleans
 * "yes" and "no", references as the id number. dect_field_set_text() reads it back without loss.
 *
 * Returns: (transfer full): the text, "" when unset
 */
char *dect_field_dup_text (const DectField  *field,
                           const DectRecord *record);

/**
 * dect_field_set_text:
 * @field: a field of @record's kind, not a REFERENCE
 * @record: a record its maker still owns alone
 * @text: the text, as a person or a spreadsheet writes it: decimal comma understood, yes/no, true/false, 1/0,
 *   identities in every usual spelling; blanks around it are dropped; empty clears
 * @error: return location, domain #DECT_FIELD_ERROR
 *
 * Identities (MAC, IPEI ...) never fail: what is wrong is kept as typed. Use dect_field_validate()
 * to learn why.
 *
 * Returns: whether the value was taken; on failure the record is unchanged
 */
gboolean dect_field_set_text (const DectField *field,
                              DectRecord      *record,
                              const char      *text,
                              GError         **error);

/**
 * dect_field_validate:
 * @field: a field
 * @text: what a person typed so far
 * @error: return location, domain #DECT_FIELD_ERROR or #DECT_IDENTITY_ERROR
 *
 * Says what is wrong with @text as a value of @field, identities included. An empty text is right.
 *
 * Returns: whether it is a right value
 */
gboolean dect_field_validate (const DectField *field,
                              const char      *text,
                              GError         **error);

/**
 * dect_field_equal:
 * @field: a field of both records' kind
 * @a: a record
 * @b: another
 *
 * Returns: whether both hold the same value; two unset values are equal
 */
gboolean dect_field_equal (const DectField  *field,
                           const DectRecord *a,
                           const DectRecord *b);

/**
 * dect_number_to_text:
 * @value: a number
 *
 * Shortest text with a decimal point that reads back as the same number of at most 1e-6 precision.
 *
 * Returns: (transfer full): the text; "" for NAN
 */
char *dect_number_to_text (double value);

/** dect_number_to_entry: Returns: (transfer full): dect_number_to_text() with the decimal sign of the locale, as a person reads and
 * types it; dect_number_from_text() understands both */
char *dect_number_to_entry (double value);

/**
 * dect_number_from_text:
 * @text: digits with a decimal point or comma, blanks around allowed
 * @value: (out): the number
 * @error: return location, %DECT_FIELD_ERROR_NUMBER or %DECT_FIELD_ERROR_RANGE
 *
 * Returns: whether @text is a finite number
 */
gboolean dect_number_from_text (const char *text,
                                double     *value,
                                GError    **error);

/**
 * dect_set_str:
 * @target: (inout): a string pointer
 * @value: (nullable): the new text
 *
 * Replaces the string when it differs (g_set_str() of GLib 2.76).
 *
 * Returns: whether it changed
 */
gboolean dect_set_str (char      **target,
                       const char *value);

G_END_DECLS
