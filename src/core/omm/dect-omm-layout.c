/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-layout-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-data.h"
#include "omm/dect-omm-layout-edit.h"
#include "omm/dect-omm-private.h"

G_DEFINE_QUARK (dect-omm-error-quark, dect_omm_error)

G_DEFINE_BOXED_TYPE (DectOmmLayout, dect_omm_layout, dect_omm_layout_ref, dect_omm_layout_unref)

/* What data/omm/layouts/ says to a person, for the translators; tests/check-po.py compares both. */
static const char *const words[] G_GNUC_UNUSED = {
  N_("Handsets, 12 columns, releases 1.8 and 2.1"),
  N_("The grammar and columns 1 to 5 are those of OM System Manual 2.1 p181. Columns 6 to 12 are "
      "recalled: compare them with the list that your OMM shows before adding entries."),
  N_("OM System Manual 2.1 p181, 3.0 p224"),
  N_("OM System Manual 2.1 p181, in one cell with ac"),
  N_("OM System Manual 2.1 p181"),
  N_("OM System Manual 2.1 p181; ignored by the web import"),
  N_("OM System Manual 2.1 p181; 8 characters in the 8.1 database"),
  N_("recalled; no manual page read; agrees with the order of the instructions"),
  N_("Handsets, 12 columns, release 3.0 and later"),
  N_("The grammar and columns 1 to 5 are those of OM System Manual 2.1 p181. The lists of later "
      "releases could not be read. Columns 6 to 12 are recalled: compare them with the list that "
      "your OMM shows before adding entries."),
  N_("name in OM System Manual 2.1 p181; that the word number works is likely, not proven"),
  N_("OM System Manual 2.1 p181; not read for later releases"),
  N_("OM System Manual 2.1 p181; not read for later releases; ignored by the web import"),
  N_("Base stations, 16 columns"),
  N_("The grammar is that of OM System Manual 2.1 p180-181, 3.0 p223-224 and 6.1 p341. The order "
      "of the columns is a working hypothesis; the pages read of release 1.8 name neither paging "
      "areas nor sites. Compare it with the list that your OMM shows before adding entries."),
  N_("order and tag recalled; no page of a manual that lists them could be read"),
  N_("tag doubtful, so that it is read and never written"),
  N_("order recalled; values as in the OM AXI schema of release 6.1 and the 8.1 database"),
  N_("order recalled; 20 characters in the 2006 manual and in the 8.1 database"),
};

/* Columns that are no field of the record itself. */
static const struct
{
  DectKind kind;
  const char *id;
  const char *label;
  gboolean secret;
} virtual_fields[] = {
  { DECT_KIND_RFP, "building", N_("Building"), FALSE },
  { DECT_KIND_RFP, "floor", N_("Floor"), FALSE },
  { DECT_KIND_HANDSET, "ac", N_("Access code"), TRUE },
  { DECT_KIND_HANDSET, "sip_password", N_("SIP password"), TRUE },
  { DECT_KIND_RFP, "blank", N_("Left empty"), FALSE },
  { DECT_KIND_HANDSET, "blank", N_("Left empty"), FALSE },
};

const char *
dect_omm_layout_words (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  /* The translation of nothing is the head of the catalogue. */
  return *text != '\0' ? _(text) : text;
}

static gint
find_virtual (DectKind kind, const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (virtual_fields); i++)
    if (virtual_fields[i].kind == kind && g_str_equal (virtual_fields[i].id, id))
      return (gint) i;
  return -1;
}

const DectField *
dect_omm_real_field (DectKind kind, const char *id)
{
  return find_virtual (kind, id) >= 0 ? NULL : dect_kind_field (kind, id);
}

gboolean
dect_omm_layout_is_field (DectKind kind, const char *id)
{
  return find_virtual (kind, id) >= 0 || dect_kind_field (kind, id) != NULL;
}

gboolean
dect_omm_layout_is_secret (DectKind kind, const char *id)
{
  gint i = find_virtual (kind, id);

  return i >= 0 && virtual_fields[i].secret;
}

/* --- Life and access ------------------------------------------------------------------------ */

DectOmmLayout *
dect_omm_layout_ref (const DectOmmLayout *self)
{
  DectOmmLayout *writable = (DectOmmLayout *) self;

  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&writable->ref_count);
  return writable;
}

void
dect_omm_layout_unref (DectOmmLayout *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_columns; i++)
    g_free ((char *) self->columns[i].source);
  for (guint i = 0; i < self->n_instructions; i++)
    {
      g_free ((char *) self->instructions[i].tag);
      g_free ((char *) self->instructions[i].source);
    }
  g_free (self->columns);
  g_free (self->instructions);
  g_strfreev (self->releases);
  g_free (self->id);
  g_free (self->title);
  g_free (self->source);
  g_free (self);
}

static void
set_unknown (GError **error, const char *id)
{
  g_auto (GStrv) names = dect_data_list ("omm/layouts");
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *shown = g_utf8_make_valid (id, -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".json"))
      g_string_append_printf (known, "%s%.*s", known->len > 0 ? ", " : "",
                              (int) (strlen (names[i]) - strlen (".json")), names[i]);
  g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_UNKNOWN_LAYOUT,
               _("There is no OMM file layout “%s”; there are %s."), shown, known->str);
}

DectOmmLayout *
dect_omm_layout_load (const char *id, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (DectOmmLayout) self = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  path = g_strdup_printf ("omm/layouts/%s.json", id);
  if (dect_omm_layout_is_id (id))
    node = dect_data_load (path, &local_error);
  if (node == NULL && local_error != NULL && local_error->domain == JSON_PARSER_ERROR)
    dect_omm_layout_set_error (error, id, "%s", local_error->message);
  else if (node == NULL)
    set_unknown (error, id);
  else
    {
      self = dect_omm_layout_new_from_json (node, error);
      if (self == NULL)
        g_prefix_error (error, "%s: ", id);
    }
  if (self != NULL && !g_str_equal (self->id, id))
    {
      dect_omm_layout_set_error (error, "id", _("it must be “%s”, as the name of the file."), id);
      return NULL;
    }
  return g_steal_pointer (&self);
}

DectOmmLayout *
dect_omm_layout_default (DectKind kind)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  DectOmmLayout *self = NULL;

  node = dect_data_load_built_in (kind == DECT_KIND_HANDSET
                                      ? "omm/layouts/" DECT_OMM_LAYOUT_HANDSET ".json"
                                      : "omm/layouts/" DECT_OMM_LAYOUT_RFP ".json",
                                  &error);
  if (node != NULL)
    self = dect_omm_layout_new_from_json (node, &error);
  if (self == NULL)
    g_error ("%s", error->message);
  return self;
}

DectOmmLayout *
dect_omm_layout_kept (const char *text, const char *id, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (DectOmmLayout) layout = NULL;

  if (text == NULL)
    return NULL;
  node = json_from_string (text, NULL);
  if (node == NULL)
    {
      dect_omm_layout_set_error (error, id, _("the copy in the site is damaged."));
      return NULL;
    }
  layout = dect_omm_layout_new_from_json (node, error);
  return layout != NULL && g_str_equal (layout->id, id) ? g_steal_pointer (&layout) : NULL;
}

/* The copy of the site, which says what its files were written by, before what this computer has.
 */
static DectOmmLayout *
load_kept (const char *own, const char *id, GError **error)
{
  GError *local_error = NULL;
  DectOmmLayout *layout = dect_omm_layout_kept (own, id, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (layout == NULL)
    layout = dect_omm_layout_load (id, error);
  return layout;
}

DectOmmLayout *
dect_omm_layout_for_site (const DectSnapshot *snapshot, DectKind kind, GError **error)
{
  const DectSiteInfo *info;
  const char *id;
  g_autoptr (DectOmmLayout) layout = NULL;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (kind == DECT_KIND_RFP || kind == DECT_KIND_HANDSET, NULL);

  info = dect_snapshot_get_info (snapshot);
  id = kind == DECT_KIND_RFP ? info->rfp_layout : info->pp_layout;
  if (id == NULL)
    id = dect_omm_release_page (info->omm_release, kind)->layout;
  layout
      = load_kept (kind == DECT_KIND_RFP ? info->rfp_layout_own : info->pp_layout_own, id, error);
  if (layout != NULL && !dect_omm_layout_expect (layout, kind, error))
    return NULL;
  return g_steal_pointer (&layout);
}

DectOmmLayout *
dect_omm_layout_find (const DectSnapshot *snapshot, const char *id, GError **error)
{
  const DectSiteInfo *info;
  DectOmmLayout *layout;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  info = dect_snapshot_get_info (snapshot);
  layout = dect_omm_layout_kept (info->rfp_layout_own, id, NULL);
  if (layout == NULL)
    layout = dect_omm_layout_kept (info->pp_layout_own, id, NULL);
  return layout != NULL ? layout : dect_omm_layout_load (id, error);
}

gboolean
dect_omm_layout_expect (const DectOmmLayout *self, DectKind kind, GError **error)
{
  if (self->kind == kind)
    return TRUE;
  g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_KIND,
               kind == DECT_KIND_RFP
                   ? _("The OMM file layout “%s” is not one for base stations; choose another.")
                   : _("The OMM file layout “%s” is not one for handsets; choose another."),
               self->id);
  return FALSE;
}

GPtrArray *
dect_omm_layout_list (DectKind kind)
{
  GPtrArray *layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_omm_layout_unref);
  g_auto (GStrv) names = dect_data_list ("omm/layouts");

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (DectOmmLayout) layout = NULL;
      g_autofree char *id = NULL;

      if (!g_str_has_suffix (names[i], ".json"))
        continue;
      id = g_strndup (names[i], strlen (names[i]) - strlen (".json"));
      layout = dect_omm_layout_load (id, NULL);
      if (layout != NULL && layout->kind == kind)
        g_ptr_array_add (layouts, g_steal_pointer (&layout));
    }
  return layouts;
}

const char *
dect_omm_layout_get_id (const DectOmmLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

const char *
dect_omm_layout_get_title (const DectOmmLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dect_omm_layout_words (self->title);
}

const char *
dect_omm_layout_get_source (const DectOmmLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dect_omm_layout_words (self->source);
}

DectKind
dect_omm_layout_get_kind (const DectOmmLayout *self)
{
  g_return_val_if_fail (self != NULL, DECT_KIND_RFP);

  return self->kind;
}

const char *const *
dect_omm_layout_get_releases (const DectOmmLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->releases;
}

gboolean
dect_omm_layout_is_ascii (const DectOmmLayout *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->ascii;
}

gboolean
dect_omm_layout_is_verified (const DectOmmLayout *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_columns; i++)
    if (!self->columns[i].verified)
      return FALSE;
  return TRUE;
}

const DectOmmColumn *
dect_omm_layout_get_columns (const DectOmmLayout *self, guint *n_columns)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_columns != NULL)
    *n_columns = self->n_columns;
  return self->columns;
}

const DectOmmInstruction *
dect_omm_layout_get_instructions (const DectOmmLayout *self, guint *n_instructions)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_instructions != NULL)
    *n_instructions = self->n_instructions;
  return self->instructions;
}

gint
dect_omm_layout_find_column (const DectOmmLayout *self, const char *field)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (field != NULL, -1);

  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i].field, field))
      return (gint) i;
  return -1;
}

const char *
dect_omm_field_label (DectKind kind, const char *field)
{
  gint i;

  g_return_val_if_fail (field != NULL, NULL);

  i = find_virtual (kind, field);
  return i >= 0 ? _(virtual_fields[i].label) : _(dect_kind_field (kind, field)->label);
}

const char *
dect_omm_column_label (const DectOmmLayout *layout, const DectOmmColumn *column)
{
  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (column != NULL, NULL);

  return dect_omm_field_label (layout->kind, column->field);
}
