/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-change.h"

#include "model/dect-history.h"
#include "model/dect-i18n.h"
#include "model/dect-snapshot-private.h"

#include <math.h>
#include <string.h>

/* What the OMM takes of a name. */
#define MAX_NAME 20

/* --- A site as it would be -------------------------------------------------------------------- */

static guint32
largest_id (const DectSnapshot *self)
{
  guint32 largest = 0;

  for (guint kind = DECT_KIND_BUILDING; kind < DECT_N_KINDS; kind++)
    {
      GPtrArray *list = dect_snapshot_get_list (self, kind);

      for (guint i = 0; i < list->len; i++)
        largest = MAX (largest, ((const DectRecord *) g_ptr_array_index (list, i))->id);
    }
  return largest;
}

static void
put_record (GPtrArray *list, gint place, const DectRecord *record)
{
  if (place < 0)
    {
      g_ptr_array_add (list, dect_record_ref (record));
      return;
    }
  dect_record_unref (g_ptr_array_index (list, (guint) place));
  list->pdata[place] = dect_record_ref (record);
}

DectSnapshot *
dect_snapshot_with (DectSnapshot *self, const DectRecord *const *records, guint n_records)
{
  GPtrArray *lists[DECT_N_KINDS];
  gboolean own[DECT_N_KINDS] = { FALSE };
  guint32 next_id = largest_id (self) + 1;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    lists[kind] = g_ptr_array_ref (dect_snapshot_get_list (self, kind));
  for (guint i = 0; i < n_records; i++)
    {
      g_autoptr (DectRecord) given_id = NULL;
      const DectRecord *record = records[i];
      DectKind kind = record->kind;

      if (!own[kind])
        {
          GPtrArray *copy
              = g_ptr_array_copy (lists[kind], (GCopyFunc) (void *) dect_record_ref, NULL);

          g_ptr_array_set_free_func (copy, (GDestroyNotify) dect_record_unref);
          g_ptr_array_unref (lists[kind]);
          lists[kind] = copy;
          own[kind] = TRUE;
        }
      if (record->id == 0)
        {
          given_id = dect_record_copy (record);
          given_id->id = next_id++;
          record = given_id;
        }
      put_record (lists[kind], dect_snapshot_index (self, record->id), record);
    }
  return dect_snapshot_new (dect_snapshot_get_generation (self), dect_snapshot_get_changed (self),
                            lists, g_hash_table_ref (dect_snapshot_get_blobs (self)),
                            g_ptr_array_ref (dect_snapshot_get_log (self)));
}

/* --- A base station more ---------------------------------------------------------------------- */

/* What stands before the number in the last name that ends with its RFP's number, and how many
 * digits it has at least. */
static char *
find_style (DectSnapshot *snapshot, gint *digits)
{
  for (guint i = dect_snapshot_count (snapshot, DECT_KIND_RFP); i-- > 0;)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);
      gsize length = rfp->name != NULL ? strlen (rfp->name) : 0;
      gsize begin = length;

      while (begin > 0 && g_ascii_isdigit (rfp->name[begin - 1]))
        begin--;
      if (begin == length || length - begin > 6 || rfp->number == DECT_UNSET
          || g_ascii_strtoll (rfp->name + begin, NULL, 10) != rfp->number)
        continue;
      *digits = rfp->name[begin] == '0' ? (gint) (length - begin) : 1;
      return g_strndup (rfp->name, begin);
    }
  return NULL;
}

static char *
name_for (const char *prefix, gint digits, gint number)
{
  g_autofree char *name
      = prefix != NULL ? g_strdup_printf ("%s%0*d", prefix, digits, number) : NULL;

  if (name != NULL && g_utf8_strlen (name, -1) <= MAX_NAME)
    return g_steal_pointer (&name);
  /* Translators: name proposed for a base station, at most 20 plain characters: the OMM shows it */
  return g_strdup_printf (_("RFP %d"), number);
}

static gboolean
is_taken (DectSnapshot *snapshot, const char *name, gint number)
{
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);

      if (rfp->number == number || g_strcmp0 (rfp->name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
give_name (DectSnapshot *snapshot, gint above, DectRfp *rfp)
{
  gint digits = 1;
  g_autofree char *prefix = find_style (snapshot, &digits);

  rfp->number = MAX (above, 0);
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    {
      gint number = dect_snapshot_rfp (snapshot, i)->number;

      if (number != DECT_UNSET && number < G_MAXINT / 2)
        rfp->number = MAX (rfp->number, number);
    }
  do
    {
      rfp->number++;
      g_free (rfp->name);
      rfp->name = name_for (prefix, digits, rfp->number);
    }
  while (is_taken (snapshot, rfp->name, rfp->number));
}

static gboolean
needs_master (DectSnapshot *snapshot)
{
  return dect_snapshot_get_info (snapshot)->omm_host == DECT_OMM_HOST_RFP
         && dect_snapshot_find_role (snapshot, DECT_ROLE_MASTER) == NULL;
}

DectRfp *
dect_rfp_propose (DectSnapshot *snapshot, const DectRfp *like, gint above)
{
  DectRfp *rfp = dect_rfp_new ();
  guint n;

  g_return_val_if_fail (snapshot != NULL, NULL);

  n = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  if (like != NULL)
    {
      rfp->power_mw = like->power_mw;
      rfp->reflective = like->reflective;
    }
  else if (n > 0)
    {
      like = dect_snapshot_rfp (snapshot, n - 1);
    }
  if (like != NULL)
    {
      dect_set_str (&rfp->model, like->model);
      rfp->mount_m = like->mount_m;
      rfp->cluster = like->cluster;
    }
  if (above <= 0 && needs_master (snapshot))
    rfp->role = DECT_ROLE_MASTER;
  give_name (snapshot, above, rfp);
  return rfp;
}

/* --- Making it so ----------------------------------------------------------------------------- */

static gboolean
can_apply (DectSite *site, const DectRfp *record, const DectRfp *before)
{
  const DectRecord *now = dect_site_find_record (site, record->head.id);
  const DectRecord *floor = dect_site_find_record (site, record->floor);

  if (record->floor != 0 && (floor == NULL || floor->kind != DECT_KIND_FLOOR))
    return FALSE;
  if (record->head.id == 0)
    return before == NULL;
  return now != NULL && before != NULL && dect_record_equal (now, DECT_RECORD (before));
}

static void
put_new (DectSite *site, const DectRfp *record, gint *above)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  DectRfp *rfp = dect_rfp_copy (record);

  if (is_taken (snapshot, rfp->name, rfp->number))
    give_name (snapshot, *above, rfp);
  *above = rfp->number;
  if (rfp->role == DECT_ROLE_MASTER && !needs_master (snapshot))
    rfp->role = DECT_ROLE_NORMAL;
  dect_history_put (dect_site_get_history (site), DECT_RECORD (rfp));
}

gboolean
dect_change_apply (DectSite *site,
                   const char *label,
                   const DectRfp *const *records,
                   const DectRfp *const *before,
                   guint n_records)
{
  DectHistory *history;
  gint above = 0;

  g_return_val_if_fail (DECT_IS_SITE (site) && label != NULL, FALSE);

  history = dect_site_get_history (site);
  if (dect_history_is_open (history))
    return FALSE;
  for (guint i = 0; i < n_records; i++)
    {
      if (!can_apply (site, records[i], before[i]))
        return FALSE;
    }

  dect_history_begin (history, label, NULL);
  for (guint i = 0; i < n_records; i++)
    {
      if (records[i]->head.id == 0)
        put_new (site, records[i], &above);
      else
        dect_history_put (history, dect_record_ref (DECT_RECORD (records[i])));
    }
  return dect_history_commit (history);
}
