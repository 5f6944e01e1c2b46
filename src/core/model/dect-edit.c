/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-edit.h"

#include "model/dect-i18n.h"

#include <math.h>
#include <string.h>

/* --- What only one can have ---------------------------------------------------------------------- */

/* FALSE: @field is no role, or @text the one that any number can have. */
static gboolean
read_role (const DectField *field, const char *text, DectRole *role)
{
  g_autoptr (DectRfp) probe = NULL;

  if (field != dect_kind_field (DECT_KIND_RFP, "role"))
    return FALSE;
  probe = dect_rfp_new ();
  if (!dect_field_set_text (field, DECT_RECORD (probe), text, NULL))
    return FALSE;
  *role = probe->role;
  return *role != DECT_ROLE_NORMAL;
}

gboolean
dect_edit_is_single (const DectField *field, const char *text)
{
  DectRole role;

  g_return_val_if_fail (field != NULL && text != NULL, FALSE);

  return read_role (field, text, &role)
         || (*text != '\0' && (field->type == DECT_FIELD_MAC || field->type == DECT_FIELD_IPEI));
}

guint32
dect_edit_find_role (DectSite *site, DectRole role, guint32 except)
{
  GListModel *items;

  g_return_val_if_fail (DECT_IS_SITE (site), 0);

  items = dect_site_list (site, DECT_KIND_RFP);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (items, i);

      if (DECT_RFP (dect_item_get_record (item))->role == (gint) role
          && dect_item_get_id (item) != except)
        return dect_item_get_id (item);
    }
  return 0;
}

/* A file may have brought more than one of them. */
static void
take_role (DectSite *site, DectRole role, guint32 except)
{
  guint32 id;

  while ((id = dect_edit_find_role (site, role, except)) != 0)
    {
      DectRfp *rfp = dect_rfp_copy (DECT_RFP (dect_site_find_record (site, id)));

      rfp->role = DECT_ROLE_NORMAL;
      dect_history_put (dect_site_get_history (site), DECT_RECORD (rfp));
    }
}

/* --- One field of many --------------------------------------------------------------------------- */

static gboolean
set_text (
    DectSite *site, const DectField *field, DectRecord *record, const char *text, GError **error)
{
  const DectRecord *target;
  guint64 id = 0;

  if (field->type != DECT_FIELD_REFERENCE)
    return dect_field_set_text (field, record, text, error);
  if (*text != '\0'
      && (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &id, NULL)
          || (target = dect_site_find_record (site, (guint32) id)) == NULL
          || target->kind != field->target))
    {
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_REFERENCE,
                   _("There is no %s of that kind in the site."), dect_kind_label (field->target));
      return FALSE;
    }
  if (id == 0)
    dect_record_drop_reference (record, field);
  else
    dect_field_set_ref (field, record, (guint32) id);
  return TRUE;
}

static char *
name_set_step (DectSite *site, const guint32 *ids, guint n_ids, const DectField *field)
{
  const DectRecord *record = n_ids == 1 ? dect_site_find_record (site, ids[0]) : NULL;
  g_autofree char *title = NULL;

  if (record == NULL)
    /* Translators: a step to undo: "Change Role of 5 rows" */
    return g_strdup_printf (ngettext ("Change %s of %u row", "Change %s of %u rows", n_ids),
                            _(field->label), n_ids);
  title = dect_record_title (record);
  /* Translators: a step to undo: "Change Role of base station 4 (Lab)" */
  return g_strdup_printf (_("Change %s of %s"), _(field->label), title);
}

gboolean
dect_edit_set (DectSite *site,
               const guint32 *ids,
               guint n_ids,
               const DectField *field,
               const char *text,
               GError **error)
{
  DectHistory *history;
  DectRole role;
  g_autofree char *label = NULL;

  g_return_val_if_fail (DECT_IS_SITE (site), FALSE);
  g_return_val_if_fail (ids != NULL || n_ids == 0, FALSE);
  g_return_val_if_fail (field != NULL && text != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (n_ids > 1 && dect_edit_is_single (field, text))
    {
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_SINGLE, "%s",
                   _("Only one can have it; choose one alone."));
      return FALSE;
    }
  history = dect_site_get_history (site);
  label = name_set_step (site, ids, n_ids, field);
  dect_history_begin (history, label, NULL);
  for (guint i = 0; i < n_ids; i++)
    {
      const DectRecord *present = dect_site_find_record (site, ids[i]);
      DectRecord *record;

      if (present == NULL)
        continue;
      record = dect_record_copy (present);
      if (!set_text (site, field, record, text, error))
        {
          dect_record_unref (record);
          dect_history_cancel (history);
          return FALSE;
        }
      if (read_role (field, text, &role))
        take_role (site, role, present->id);
      dect_history_put (history, record);
    }
  dect_history_commit (history);
  return TRUE;
}

/* --- Copies -------------------------------------------------------------------------------------- */

gint
dect_edit_next_number (DectSite *site)
{
  GListModel *items;
  gint number = 1;

  g_return_val_if_fail (DECT_IS_SITE (site), 1);

  items = dect_site_list (site, DECT_KIND_RFP);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (items, i);
      gint taken = DECT_RFP (dect_item_get_record (item))->number;

      if (taken != DECT_UNSET && taken < G_MAXINT)
        number = MAX (number, taken + 1);
    }
  return number;
}

/* Names in use, of things of one kind. */
static GHashTable *
list_names (DectSite *site, DectKind kind)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const DectField *field = dect_kind_field (kind, "name");
  GListModel *items = dect_site_list (site, kind);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (items, i);

      g_hash_table_add (names, dect_field_dup_text (field, dect_item_get_record (item)));
    }
  return names;
}

static char *
next_name (GHashTable *names, const char *name)
{
  gsize stem = strlen (name);
  guint64 number = 1;
  int n_digits = 1;

  while (stem > 0 && g_ascii_isdigit (name[stem - 1]))
    stem--;
  /* More digits than a count has are no count. */
  if (strlen (name) - stem > 9)
    stem = strlen (name);
  if (name[stem] != '\0')
    number = g_ascii_strtoull (name + stem, NULL, 10);
  /* "AP-07" goes on with "AP-08". */
  if (name[stem] == '0')
    n_digits = (int) (strlen (name) - stem);
  for (;;)
    {
      g_autofree char *candidate
          = g_strdup_printf ("%.*s%s%0*" G_GUINT64_FORMAT, (int) stem, name,
                             name[stem] == '\0' ? " " : "", n_digits, ++number);

      if (g_hash_table_add (names, g_strdup (candidate)))
        return g_steal_pointer (&candidate);
    }
}

static void
make_own (DectRecord *record, GHashTable *names, gint number)
{
  static const char *const single[DECT_N_KINDS][10] = {
    [DECT_KIND_RFP]
    = { "mac", "role", "preferred_sync", "target_ip", "port", "cable_m", "x_m", "y_m", "photo" },
    [DECT_KIND_HANDSET] = { "ipei", "number", "additional_id", "sip_user" },
  };
  const DectField *name = dect_kind_field (record->kind, "name");
  const char *text = dect_field_get_string (name, record);

  for (guint i = 0; single[record->kind][i] != NULL; i++)
    {
      const DectField *field = dect_kind_field (record->kind, single[record->kind][i]);

      if (dect_field_is_text (field) || field->initial == (double) DECT_UNSET
          || field->type == DECT_FIELD_NUMBER)
        dect_field_clear (field, record);
      else
        dect_field_set_int (field, record, (gint) field->initial);
    }
  if (text != NULL)
    {
      g_autofree char *next = next_name (names, text);

      dect_field_set_text (name, record, next, NULL);
    }
  if (record->kind == DECT_KIND_RFP)
    DECT_RFP (record)->number = number;
  record->id = 0;
}

GArray *
dect_edit_duplicate (DectSite *site, const guint32 *ids, guint n_ids)
{
  GArray *copies = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GHashTable) names = NULL;
  g_autofree char *label = NULL;
  DectHistory *history;
  gint number;

  g_return_val_if_fail (DECT_IS_SITE (site), copies);
  g_return_val_if_fail (ids != NULL || n_ids == 0, copies);

  history = dect_site_get_history (site);
  number = dect_edit_next_number (site);
  label = g_strdup_printf (ngettext ("Duplicate %u row", "Duplicate %u rows", n_ids), n_ids);
  dect_history_begin (history, label, NULL);
  for (guint i = 0; i < n_ids; i++)
    {
      const DectRecord *present = dect_site_find_record (site, ids[i]);
      DectRecord *copy;
      guint32 id;

      if (present == NULL || (present->kind != DECT_KIND_RFP && present->kind != DECT_KIND_HANDSET))
        continue;
      if (names == NULL)
        names = list_names (site, present->kind);
      copy = dect_record_copy (present);
      make_own (copy, names, number++);
      id = dect_history_put (history, copy);
      g_array_append_val (copies, id);
    }
  dect_history_commit (history);
  return copies;
}

void
dect_edit_remove (DectSite *site, const guint32 *ids, guint n_ids)
{
  const DectRecord *first;
  DectHistory *history;
  g_autofree char *label = NULL;

  g_return_if_fail (DECT_IS_SITE (site));
  g_return_if_fail (ids != NULL || n_ids == 0);

  history = dect_site_get_history (site);
  first = n_ids > 0 ? dect_site_find_record (site, ids[0]) : NULL;
  label = g_strdup_printf (ngettext ("Remove %u %s", "Remove %u × %s", n_ids), n_ids,
                           first != NULL ? dect_kind_label (first->kind) : "");
  dect_history_begin (history, label, NULL);
  for (guint i = 0; i < n_ids; i++)
    if (dect_site_find (site, ids[i]) != NULL)
      dect_history_remove (history, ids[i]);
  dect_history_commit (history);
}
