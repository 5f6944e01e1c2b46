/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-hardware.h"

#include "model/dect-i18n.h"
#include "model/dect-ipei.h"
#include "model/dect-scan.h"

#include <json-glib/json-glib.h>

#define EVENT "replace"

/* clang-format off */
G_DEFINE_QUARK (dect-hardware-error-quark, dect_hardware_error)
/* clang-format on */

const DectField *
dect_hardware_field (DectKind kind)
{
  if (kind == DECT_KIND_RFP)
    return dect_kind_field (kind, "mac");
  if (kind == DECT_KIND_HANDSET)
    return dect_kind_field (kind, "ipei");
  return NULL;
}

char *
dect_hardware_dup_shown (DectKind kind, const char *identity)
{
  DectIpei ipei;

  g_return_val_if_fail (identity != NULL, NULL);

  if (kind == DECT_KIND_HANDSET && dect_ipei_parse (identity, &ipei, NULL))
    return dect_ipei_to_display (&ipei);
  return g_strdup (identity);
}

guint32
dect_hardware_find (DectSite *site, DectKind kind, const char *identity, guint32 except)
{
  const DectField *field = dect_hardware_field (kind);
  GListModel *items;

  g_return_val_if_fail (DECT_IS_SITE (site), 0);
  g_return_val_if_fail (field != NULL && identity != NULL, 0);

  items = dect_site_list (site, kind);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (items, i);
      guint32 id = dect_item_get_id (item);

      if (id != except
          && g_strcmp0 (dect_field_get_string (field, dect_item_get_record (item)), identity) == 0)
        return id;
    }
  return 0;
}

/* --- Changing ------------------------------------------------------------------------------------ */

static void
set_member (JsonObject *object, DectKind kind, const char *id, const DectRecord *record)
{
  const DectField *field = dect_kind_field (kind, id);
  g_autofree char *text = dect_field_dup_text (field, record);

  if (*text != '\0')
    json_object_set_string_member (object, id, text);
}

/* Notes that @after stands where @before stood; a first identity replaces nothing. */
static void
log_change (DectSite *site, const DectRecord *before, const DectRecord *after)
{
  const DectField *field = dect_hardware_field (after->kind);
  const char *old = dect_field_get_string (field, before);
  const char *now = dect_field_get_string (field, after);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  JsonObject *object;

  if (old == NULL || now == NULL || g_str_equal (old, now))
    return;
  object = json_object_new ();
  json_object_set_string_member (object, "kind", dect_kind_id (after->kind));
  set_member (object, after->kind, "number", after);
  set_member (object, after->kind, "name", after);
  json_object_set_string_member (object, "old", old);
  json_object_set_string_member (object, "new", now);
  node = json_node_alloc ();
  json_node_init_object (node, object);
  json_object_unref (object);
  text = json_to_string (node, FALSE);
  dect_log_append (dect_site_get_log (site), EVENT, text);
}

static DectRecord *
copy_with (const DectRecord *record, const char *identity)
{
  const DectField *field = dect_hardware_field (record->kind);
  DectRecord *copy = dect_record_copy (record);

  dect_field_set_text (field, copy, identity != NULL ? identity : "", NULL);
  return copy;
}

static char *
name_step (const DectRecord *record)
{
  g_autofree char *title = dect_record_title (record);
  gboolean rfp = record->kind == DECT_KIND_RFP;

  /* Translators: steps to undo; %s is "base station 4 (Lab)" or "handset 00077 0115484 2" */
  if (dect_field_is_set (dect_hardware_field (record->kind), record))
    return g_strdup_printf (_("Replace hardware of %s"), title);
  return g_strdup_printf (rfp ? _("Set MAC address of %s") : _("Set IPEI of %s"), title);
}

gboolean
dect_hardware_set (DectSite *site, guint32 id, const char *text, GError **error)
{
  const DectRecord *present;
  const DectField *field;
  g_autoptr (DectRecord) after = NULL;
  g_autofree char *identity = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  guint32 other;

  g_return_val_if_fail (DECT_IS_SITE (site), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  present = dect_site_find_record (site, id);
  g_return_val_if_fail (present != NULL && dect_hardware_field (present->kind) != NULL, FALSE);

  field = dect_hardware_field (present->kind);
  identity = dect_scan_read (field->type, text, NULL, error);
  if (identity == NULL)
    return FALSE;
  if (g_strcmp0 (dect_field_get_string (field, present), identity) == 0)
    {
      title = dect_record_title (present);
      g_set_error (error, DECT_HARDWARE_ERROR, DECT_HARDWARE_ERROR_SAME,
                   _("This is what %s has already; scan or type that of the new device."), title);
      return FALSE;
    }
  other = dect_hardware_find (site, present->kind, identity, id);
  if (other != 0)
    {
      title = dect_record_title (dect_site_find_record (site, other));
      g_set_error (error, DECT_HARDWARE_ERROR, DECT_HARDWARE_ERROR_DUPLICATE,
                   _("It is at %s already; no two can have it."), title);
      return FALSE;
    }

  label = name_step (present);
  after = copy_with (present, identity);
  /* First the log: who is told of the change looks there for what was before. */
  log_change (site, present, after);
  dect_history_put_one (dect_site_get_history (site), g_steal_pointer (&after), label, NULL);
  return TRUE;
}

void
dect_hardware_take (DectSite *site, guint32 id, guint32 from, gboolean swap)
{
  const DectRecord *target;
  const DectRecord *source;

  g_return_if_fail (DECT_IS_SITE (site));

  target = dect_site_find_record (site, id);
  source = dect_site_find_record (site, from);
  g_return_if_fail (target != NULL && source != NULL && target != source);
  g_return_if_fail (target->kind == source->kind && dect_hardware_field (target->kind) != NULL);

  const DectField *field = dect_hardware_field (target->kind);
  DectHistory *history = dect_site_get_history (site);
  g_autoptr (DectRecord) target_after = copy_with (target, dect_field_get_string (field, source));
  g_autoptr (DectRecord) source_after
      = copy_with (source, swap ? dect_field_get_string (field, target) : NULL);
  g_autofree char *target_title = dect_record_title (target);
  g_autofree char *source_title = dect_record_title (source);
  /* Translators: a step to undo; both are "base station 4 (Lab)" or the like */
  g_autofree char *label
      = g_strdup_printf (swap ? _("Swap hardware of %s and %s") : _("Give %s the hardware of %s"),
                         target_title, source_title);

  log_change (site, target, target_after);
  log_change (site, source, source_after);
  dect_history_begin (history, label, NULL);
  dect_history_put (history, g_steal_pointer (&source_after));
  dect_history_put (history, g_steal_pointer (&target_after));
  dect_history_commit (history);
}

/* --- Looking back -------------------------------------------------------------------------------- */

static void
change_free (gpointer data)
{
  DectHardwareChange *change = data;

  g_free (change->old);
  g_free (change->replacement);
  g_free (change);
}

GPtrArray *
dect_hardware_history (DectSite *site, guint32 id)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);
  const DectRecord *record;
  const char *now;
  GListModel *log;

  g_return_val_if_fail (DECT_IS_SITE (site), changes);

  record = dect_site_find_record (site, id);
  g_return_val_if_fail (record != NULL && dect_hardware_field (record->kind) != NULL, changes);

  now = dect_field_get_string (dect_hardware_field (record->kind), record);
  log = G_LIST_MODEL (dect_site_get_log (site));
  for (guint i = g_list_model_get_n_items (log); i > 0 && now != NULL; i--)
    {
      g_autoptr (DectLogItem) item = g_list_model_get_item (log, i - 1);
      DectLogEntry *entry = dect_log_item_get_entry (item);
      g_autofree char *kind = NULL, *old = NULL, *replacement = NULL;
      DectHardwareChange *change;

      if (!g_str_equal (dect_log_entry_get_event (entry), EVENT))
        continue;
      kind = dect_log_entry_dup_detail (entry, "kind");
      old = dect_log_entry_dup_detail (entry, "old");
      replacement = dect_log_entry_dup_detail (entry, "new");
      if (g_strcmp0 (kind, dect_kind_id (record->kind)) != 0 || old == NULL
          || g_strcmp0 (replacement, now) != 0)
        continue;
      change = g_new0 (DectHardwareChange, 1);
      change->time = dect_log_entry_get_time (entry);
      change->old = g_steal_pointer (&old);
      change->replacement = g_steal_pointer (&replacement);
      g_ptr_array_add (changes, change);
      now = change->old;
    }
  return changes;
}
