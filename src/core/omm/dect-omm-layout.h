/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/dect-snapshot.h"
#include "omm/dect-omm-release.h"

G_BEGIN_DECLS

/**
 * DECT_OMM_ERROR:
 *
 * What goes wrong with the OMM's import files and their layouts; codes are #DectOmmError.
 */
#define DECT_OMM_ERROR (dect_omm_error_quark ())
GQuark dect_omm_error_quark (void);

/**
 * DectOmmError:
 * @DECT_OMM_ERROR_LAYOUT: a layout file is not as it must be; the message names the member
 * @DECT_OMM_ERROR_UNKNOWN_LAYOUT: no layout of that id
 * @DECT_OMM_ERROR_KIND: a layout for base stations where one for handsets is needed, or the other way round
 * @DECT_OMM_ERROR_CHARACTER: a field holds a character that the file cannot carry; names thing and field
 * @DECT_OMM_ERROR_LONG: a field is longer than the OMM takes; names thing and field
 * @DECT_OMM_ERROR_IDENTITY: no valid MAC, or neither a valid IPEI nor a number; names the thing
 * @DECT_OMM_ERROR_DUPLICATE: two things with one MAC or one IPEI; names both
 * @DECT_OMM_ERROR_TOO_LARGE: a file beyond the limits of the reader
 * @DECT_OMM_ERROR_ENCODING: a file that is not UTF-8 text
 * @DECT_OMM_ERROR_NO_SEQUENCE: a file without the line `data_sequence`: the OMM would not read it either
 * @DECT_OMM_ERROR_BACKUP: a file that is no backup of an OMM, or a damaged one
 */
typedef enum
{
  DECT_OMM_ERROR_LAYOUT,
  DECT_OMM_ERROR_UNKNOWN_LAYOUT,
  DECT_OMM_ERROR_KIND,
  DECT_OMM_ERROR_CHARACTER,
  DECT_OMM_ERROR_LONG,
  DECT_OMM_ERROR_IDENTITY,
  DECT_OMM_ERROR_DUPLICATE,
  DECT_OMM_ERROR_TOO_LARGE,
  DECT_OMM_ERROR_ENCODING,
  DECT_OMM_ERROR_NO_SEQUENCE,
  DECT_OMM_ERROR_BACKUP,
} DectOmmError;

/**
 * DectOmmForm:
 * @DECT_OMM_FORM_TEXT: as it stands
 * @DECT_OMM_FORM_NUMBER: decimal digits, "-" in front where negative
 * @DECT_OMM_FORM_BOOL: "0" or "1"
 * @DECT_OMM_FORM_MAC_COLON_UPPER: 00:30:42:1B:7F:05
 * @DECT_OMM_FORM_MAC_PLAIN_LOWER: 0030421b7f05
 * @DECT_OMM_FORM_IPEI: the 13 characters without blanks
 *
 * How a value is written in a column.
 */
typedef enum
{
  DECT_OMM_FORM_TEXT,
  DECT_OMM_FORM_NUMBER,
  DECT_OMM_FORM_BOOL,
  DECT_OMM_FORM_MAC_COLON_UPPER,
  DECT_OMM_FORM_MAC_PLAIN_LOWER,
  DECT_OMM_FORM_IPEI,
} DectOmmForm;

/**
 * DectOmmRule:
 * @DECT_OMM_RULE_DEFAULT: the value of every field left empty
 * @DECT_OMM_RULE_NUMBER: the word `number` copies the record's number; anything else is a default
 * @DECT_OMM_RULE_COUNT: the word `number` copies the record's number; a value is the first one, counted up by one for
 *   each record that takes it
 * @DECT_OMM_RULE_START: first generated number; counted up by one for each record without a number
 * @DECT_OMM_RULE_LIMIT: how many numbers are generated at most
 *
 * What an instruction line does with the records below it (facts: OM System Manual 2.1 p181).
 */
typedef enum
{
  DECT_OMM_RULE_DEFAULT,
  DECT_OMM_RULE_NUMBER,
  DECT_OMM_RULE_COUNT,
  DECT_OMM_RULE_START,
  DECT_OMM_RULE_LIMIT,
} DectOmmRule;

/**
 * DectOmmColumn:
 * @field: id of the field as in #DectRfp or #DectHandset; besides "building" and "floor" (names) for base stations, "ac"
 *   and "sip_password" (from the secrets) for handsets, and "blank" for a column always left empty
 * @form: how it is written
 * @max_length: most characters the OMM takes; 0 = not known
 * @secret: whether its values are secrets
 * @verified: whether the place of the column was read in a manual
 * @source: where it stands
 */
typedef struct
{
  const char *field;
  DectOmmForm form;
  guint       max_length;
  gboolean    secret;
  gboolean    verified;
  const char *source;
} DectOmmColumn;

/**
 * DectOmmInstruction:
 * @tag: word left of the equals sign
 * @field: field it fills
 * @rule: how
 * @write: whether the writer uses it for a value that most records share; only with %DECT_OMM_RULE_DEFAULT
 * @verified: whether it was read in a manual
 * @source: where it stands
 */
typedef struct
{
  const char *tag;
  const char *field;
  DectOmmRule rule;
  gboolean    write;
  gboolean    verified;
  const char *source;
} DectOmmInstruction;

/**
 * DectOmmLayout:
 *
 * Which column of an import file means what. Layouts are data (data/omm/layouts, the user's own copies, or
 * a whole layout in a PBX document), because the manuals' lists could be read only in part. Immutable, boxed, counted
 * atomically; any thread.
 */
#define DECT_TYPE_OMM_LAYOUT (dect_omm_layout_get_type ())
GType dect_omm_layout_get_type (void) G_GNUC_CONST;

typedef struct _DectOmmLayout DectOmmLayout;

/** DECT_OMM_LAYOUT_RFP: id of the layout of base stations where a site names neither a layout nor a release */
#define DECT_OMM_LAYOUT_RFP "rfp-16"
/** DECT_OMM_LAYOUT_HANDSET: id of the layout of handsets where a site names neither a layout nor a release */
#define DECT_OMM_LAYOUT_HANDSET "pp-12"

DectOmmLayout *dect_omm_layout_ref   (const DectOmmLayout *self);
void           dect_omm_layout_unref (DectOmmLayout       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectOmmLayout, dect_omm_layout_unref)

/**
 * dect_omm_layout_load:
 * @id: id of a layout: file data/omm/layouts/@id.json
 * @error: return location, %DECT_OMM_ERROR_UNKNOWN_LAYOUT or %DECT_OMM_ERROR_LAYOUT
 *
 * Returns: (transfer full): the layout
 */
DectOmmLayout *dect_omm_layout_load (const char *id,
                                     GError    **error);

/**
 * dect_omm_layout_find:
 * @snapshot: a site
 * @id: id of a layout
 * @error: return location, as dect_omm_layout_load()
 *
 * Returns: (transfer full): the layout the site keeps under that id, else that of this computer
 */
DectOmmLayout *dect_omm_layout_find (const DectSnapshot *snapshot,
                                     const char         *id,
                                     GError            **error);

/** dect_omm_layout_default: Returns: (transfer full): the default layout of that file as it is built in, whatever copy of it the
 * user has; never %NULL */
DectOmmLayout *dect_omm_layout_default (DectKind kind);

/**
 * dect_omm_layout_for_site:
 * @snapshot: a site
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @error: return location, as dect_omm_layout_load()
 *
 * Returns: (transfer full): the layout the site names for that file, else the one for the OMM release of the site
 */
DectOmmLayout *dect_omm_layout_for_site (const DectSnapshot *snapshot,
                                         DectKind            kind,
                                         GError            **error);

/**
 * dect_omm_layout_new_from_json:
 * @node: an object as in data/omm/layouts; nothing in it is trusted
 * @error: return location, %DECT_OMM_ERROR_LAYOUT with the place as a path ("columns/3/form")
 *
 * Strict: unknown members, unknown fields, a field twice, a form that does not suit its field and a layout without MAC
 * (base stations), or without number and IPEI (handsets), are refused; at most 64 columns and 64 instructions.
 *
 * Returns: (transfer full): the layout
 */
DectOmmLayout *dect_omm_layout_new_from_json (JsonNode *node,
                                              GError  **error);

/** dect_omm_layout_to_json: Returns: (transfer full): the object that dect_omm_layout_new_from_json() reads */
JsonNode *dect_omm_layout_to_json (const DectOmmLayout *self);

/**
 * dect_omm_layout_list:
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 *
 * Layouts that cannot be read are left out; dect_omm_layout_load() says why.
 *
 * Returns: (transfer container) (element-type DectOmmLayout): all known layouts for that file, by id
 */
GPtrArray *dect_omm_layout_list (DectKind kind);

/** dect_omm_layout_get_id: Returns: (transfer none): its id, "rfp-16" */
const char *dect_omm_layout_get_id    (const DectOmmLayout *self);

/** dect_omm_layout_words: Returns: @text, which stands in a layout, translated where it came with the program */
const char *dect_omm_layout_words (const char *text);

/** dect_omm_layout_get_title: Returns: (transfer none): its name for people, translated where it came with the program */
const char *dect_omm_layout_get_title (const DectOmmLayout *self);

/** dect_omm_layout_get_kind: Returns: %DECT_KIND_RFP or %DECT_KIND_HANDSET */
DectKind dect_omm_layout_get_kind (const DectOmmLayout *self);

/** dect_omm_layout_get_releases: Returns: (transfer none) (array zero-terminated=1): OMM releases it is meant for */
const char *const *dect_omm_layout_get_releases (const DectOmmLayout *self);

/** dect_omm_layout_get_source: Returns: (transfer none): what it stands on, and what of it is not verified */
const char *dect_omm_layout_get_source (const DectOmmLayout *self);

/** dect_omm_layout_is_ascii: Returns: whether the file may hold ASCII only; else it is UTF-8 */
gboolean dect_omm_layout_is_ascii (const DectOmmLayout *self);

/** dect_omm_layout_is_verified: Returns: whether every column was read in a manual */
gboolean dect_omm_layout_is_verified (const DectOmmLayout *self);

/** dect_omm_layout_get_columns: Returns: (array length=n_columns) (transfer none): the columns in the file's order */
const DectOmmColumn *dect_omm_layout_get_columns (const DectOmmLayout *self,
                                                  guint               *n_columns);

/** dect_omm_layout_get_instructions: Returns: (array length=n_instructions) (transfer none): the instructions it knows */
const DectOmmInstruction *dect_omm_layout_get_instructions (const DectOmmLayout *self,
                                                            guint               *n_instructions);

/** dect_omm_layout_find_column: Returns: place of the column of @field, or -1 */
gint dect_omm_layout_find_column (const DectOmmLayout *self,
                                  const char          *field);

/** dect_omm_column_label: Returns: what a person calls the column ("MAC address"), translated */
const char *dect_omm_column_label (const DectOmmLayout *layout,
                                   const DectOmmColumn *column);

G_END_DECLS
