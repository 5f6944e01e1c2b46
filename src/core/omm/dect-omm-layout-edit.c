/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-layout-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-data.h"
#include "model/dect-free-id.h"
#include "omm/dect-omm-layout-private.h"
#include "omm/dect-omm-private.h"
#include "store/dect-save.h"

#define FOLDER "omm/layouts"
#define SUFFIX ".json"

/* --- Columns -------------------------------------------------------------------------------------- */

/* How a field is written where no layout says it. FALSE for what no column can hold. */
static gboolean
natural_form (DectKind kind, const char *field, DectOmmForm *form)
{
  const DectField *real = dect_omm_real_field (kind, field);

  *form = DECT_OMM_FORM_TEXT;
  if (real == NULL)
    return dect_omm_layout_is_field (kind, field);
  switch (real->type)
    {
    case DECT_FIELD_MAC:
      *form = DECT_OMM_FORM_MAC_COLON_UPPER;
      return TRUE;
    case DECT_FIELD_IPEI:
      *form = DECT_OMM_FORM_IPEI;
      return TRUE;
    case DECT_FIELD_BOOL:
      *form = DECT_OMM_FORM_BOOL;
      return TRUE;
    case DECT_FIELD_INTEGER:
      *form = DECT_OMM_FORM_NUMBER;
      return TRUE;
    case DECT_FIELD_TEXT:
    case DECT_FIELD_MODEL:
      return (real->flags & DECT_FIELD_FIXED) == 0;
    default:
      return FALSE;
    }
}

/* As @base has it; one that it lacks, as the built-in layout does. */
static DectOmmColumn
column_from (const DectOmmLayout *base,
             const DectOmmLayout *built_in,
             const char *field,
             guint place)
{
  gint at = dect_omm_layout_find_column (base, field);
  gint elsewhere = dect_omm_layout_find_column (built_in, field);
  DectOmmColumn column = { .field = g_intern_string (field), .source = "" };

  if (at >= 0)
    column = base->columns[at];
  else if (elsewhere >= 0)
    column = built_in->columns[elsewhere];
  else
    natural_form (base->kind, field, &column.form);
  column.verified = column.verified && at >= 0 && (guint) at == place;
  return column;
}

DectOmmLayout *
dect_omm_layout_arrange (const DectOmmLayout *base,
                         const char *id,
                         const char *title,
                         const char *const *fields,
                         const char *const *written,
                         GError **error)
{
  DectOmmLayout draft;
  DectOmmColumn columns[DECT_OMM_LAYOUT_MAX_COLUMNS + 1];
  DectOmmInstruction instructions[DECT_OMM_LAYOUT_MAX_INSTRUCTIONS];
  g_autoptr (DectOmmLayout) built_in = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (base != NULL, NULL);
  g_return_val_if_fail (id != NULL && title != NULL && fields != NULL, NULL);

  built_in = dect_omm_layout_default (base->kind);
  draft = *base;
  draft.id = (char *) id;
  draft.title = (char *) title;
  draft.columns = columns;
  draft.instructions = instructions;
  /* One too many, so that the reader says so. */
  for (draft.n_columns = 0;
       fields[draft.n_columns] != NULL && draft.n_columns < G_N_ELEMENTS (columns);
       draft.n_columns++)
    columns[draft.n_columns]
        = column_from (base, built_in, fields[draft.n_columns], draft.n_columns);
  for (guint i = 0; i < draft.n_instructions; i++)
    {
      instructions[i] = base->instructions[i];
      if (written != NULL)
        instructions[i].write = instructions[i].rule == DECT_OMM_RULE_DEFAULT
                                && g_strv_contains (written, instructions[i].tag);
    }
  /* What a file may not say, a person may not either. */
  node = dect_omm_layout_to_json (&draft);
  return dect_omm_layout_new_from_json (node, error);
}

char **
dect_omm_layout_dup_fields (const DectOmmLayout *self)
{
  char **fields;

  g_return_val_if_fail (self != NULL, NULL);

  fields = g_new0 (char *, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    fields[i] = g_strdup (self->columns[i].field);
  return fields;
}

char **
dect_omm_layout_list_fields (DectKind kind)
{
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_default (kind);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n_fields;
  const DectField *fields = dect_kind_fields (kind, &n_fields);
  DectOmmForm form;

  for (guint i = 0; i < layout->n_columns; i++)
    g_strv_builder_add (builder, layout->columns[i].field);
  for (guint i = 0; i < n_fields; i++)
    if (dect_omm_real_field (kind, fields[i].id) != NULL && natural_form (kind, fields[i].id, &form)
        && dect_omm_layout_find_column (layout, fields[i].id) < 0)
      g_strv_builder_add (builder, fields[i].id);
  g_strv_builder_add (builder, "blank");
  return g_strv_builder_end (builder);
}

/* --- The user's folder ---------------------------------------------------------------------------- */

static char *
own_path (const char *id)
{
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);

  return g_build_filename (g_get_user_config_dir (), "handover", FOLDER, name, NULL);
}

gboolean
dect_omm_layout_is_own (const char *id)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (id != NULL, FALSE);

  path = own_path (id);
  return dect_omm_layout_is_id (id) && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

gboolean
dect_omm_layout_is_shipped (const DectOmmLayout *self)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) own = NULL;
  g_autoptr (JsonNode) shipped_node = NULL;
  g_autoptr (DectOmmLayout) shipped = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  path = g_strconcat (FOLDER "/", self->id, SUFFIX, NULL);
  node = dect_data_load_built_in (path, NULL);
  shipped = node != NULL ? dect_omm_layout_new_from_json (node, NULL) : NULL;
  if (shipped == NULL)
    return FALSE;
  own = dect_omm_layout_to_json (self);
  shipped_node = dect_omm_layout_to_json (shipped);
  return json_node_equal (own, shipped_node);
}

static gboolean
is_taken (const char *id)
{
  g_auto (GStrv) names = dect_data_list (FOLDER);
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);

  return g_strv_contains ((const char *const *) names, name);
}

char *
dect_omm_layout_dup_free_id (const char *wanted)
{
  return dect_free_id_new (wanted, "layout", is_taken);
}

gboolean
dect_omm_layout_save (const DectOmmLayout *self, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  g_return_val_if_fail (self != NULL, FALSE);

  path = own_path (self->id);
  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  node = dect_omm_layout_to_json (self);
  text = json_to_string (node, TRUE);
  bytes = g_bytes_new_take (text, strlen (text));
  return dect_save_bytes (path, bytes, DECT_SAVE_SHARED, error);
}

gboolean
dect_omm_layout_delete (const char *id, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (id != NULL && dect_omm_layout_is_id (id), FALSE);

  path = own_path (id);
  file = g_file_new_for_path (path);
  return g_file_delete (file, NULL, error);
}

/* --- In a site ------------------------------------------------------------------------------------ */

void
dect_omm_layout_use (DectSiteInfo *info, const DectOmmLayout *layout)
{
  const char *usual;
  g_autofree char *text = NULL;

  g_return_if_fail (info != NULL);
  g_return_if_fail (layout != NULL);

  usual = dect_omm_release_page (info->omm_release, layout->kind)->layout;
  if (!dect_omm_layout_is_shipped (layout))
    {
      g_autoptr (JsonNode) node = dect_omm_layout_to_json (layout);

      text = json_to_string (node, FALSE);
    }
  dect_set_str (layout->kind == DECT_KIND_RFP ? &info->rfp_layout : &info->pp_layout,
                g_str_equal (layout->id, usual) ? NULL : layout->id);
  dect_set_str (layout->kind == DECT_KIND_RFP ? &info->rfp_layout_own : &info->pp_layout_own, text);
}

static gboolean
settle (DectSiteInfo *info, DectKind kind, GError **error)
{
  char **id = kind == DECT_KIND_RFP ? &info->rfp_layout : &info->pp_layout;
  char **own = kind == DECT_KIND_RFP ? &info->rfp_layout_own : &info->pp_layout_own;
  const char *wanted = *id != NULL ? *id : dect_omm_release_page (info->omm_release, kind)->layout;
  g_autofree char *named = g_strdup (*id);
  g_autoptr (DectOmmLayout) kept = dect_omm_layout_kept (*own, wanted, NULL);
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (wanted, kept != NULL ? NULL : error);

  if (layout == NULL)
    return kept != NULL;
  if (!dect_omm_layout_expect (layout, kind, error))
    return FALSE;
  dect_omm_layout_use (info, layout);
  /* What a person wrote down stays, even where the release says the same. */
  dect_set_str (id, named);
  return TRUE;
}

gboolean
dect_omm_layout_settle (DectSiteInfo *info, GError **error)
{
  g_return_val_if_fail (info != NULL, FALSE);

  return settle (info, DECT_KIND_RFP, error) && settle (info, DECT_KIND_HANDSET, error);
}
