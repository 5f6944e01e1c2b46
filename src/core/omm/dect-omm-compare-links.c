/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-compare-private.h"

#include <math.h>

#include "model/dect-history.h"
#include "model/dect-i18n.h"
#include "model/dect-locale.h"
#include "omm/dect-omm-writer.h"

typedef struct
{
  DectOmmCompare *compare;
  DectLinks *links;
  GHashTable *by_mac; /* MAC key -> index in the snapshot + 1 */
  GHashTable *heard;  /* pairs the OMM told of: pair_key () */
} Work;

static gpointer
pair_key (const Work *self, guint from, guint to)
{
  gsize n = dect_snapshot_count (self->compare->snapshot, DECT_KIND_RFP);

  return GSIZE_TO_POINTER (from * n + to + 1);
}

static double
predicted (const Work *self, guint from, guint to)
{
  const DectRadioLink *link = self->links != NULL ? dect_links_find (self->links, from, to) : NULL;

  if (link == NULL)
    return NAN;
  return link->a == from ? link->predicted_ab_dbm : link->predicted_ba_dbm;
}

/* Index of the RFP in the plan, -1 when it is not planned; its id and its name. */
static gint
take_end (const Work *self, const char *mac, guint32 *id, char **title)
{
  const DectSnapshot *snapshot = self->compare->snapshot;
  gint index = GPOINTER_TO_INT (g_hash_table_lookup (self->by_mac, mac)) - 1;
  const DectRfp *rfp = index >= 0 ? dect_snapshot_rfp (snapshot, (guint) index) : NULL;
  const DectOmmRfp *built = dect_omm_system_find_rfp (self->compare->system, mac);
  const char *name = rfp != NULL && rfp->name != NULL ? rfp->name
                     : built != NULL                  ? built->name
                                                      : NULL;

  *id = rfp != NULL ? rfp->head.id : 0;
  *title = name != NULL && *name != '\0' ? g_strdup (name) : dect_omm_dup_mac (mac);
  return index;
}

static DectOmmLink *
add_link (Work *self, const char *from_mac, const char *to_mac)
{
  DectOmmLink *link = g_new0 (DectOmmLink, 1);
  gint from = take_end (self, from_mac, &link->from, &link->from_title);
  gint to = take_end (self, to_mac, &link->to, &link->to_title);

  link->predicted_dbm = link->measured_dbm = NAN;
  link->reading = DECT_OMM_UNSET;
  if (from >= 0 && to >= 0 && from != to)
    {
      link->predicted_dbm = predicted (self, (guint) from, (guint) to);
      g_hash_table_add (self->heard, pair_key (self, (guint) from, (guint) to));
    }
  g_ptr_array_add (self->compare->report->links, link);
  return link;
}

static void
add_heard (Work *self)
{
  const GPtrArray *heard = self->compare->system->heard;

  for (guint i = 0; i < heard->len; i++)
    {
      const DectOmmHeard *neighbour = g_ptr_array_index (heard, i);
      DectOmmLink *link = add_link (self, neighbour->from, neighbour->to);

      link->reading = neighbour->rssi;
      link->lost = neighbour->lost;
      link->measured_dbm = dect_omm_scale_level (self->compare->report->scale, neighbour->rssi);
    }
}

static char *
dup_connected_mac (const Work *self, guint index)
{
  char *mac = dect_omm_record_key (&dect_snapshot_rfp (self->compare->snapshot, index)->head);
  const DectOmmRfp *built
      = mac != NULL ? dect_omm_system_find_rfp (self->compare->system, mac) : NULL;

  if (built == NULL || built->connected != 1)
    g_clear_pointer (&mac, g_free);
  return mac;
}

/* What should be heard by the plan, and is not. */
static void
add_unheard (Work *self)
{
  guint n_links;
  const DectRadioLink *links = dect_links_list (self->links, &n_links);
  double limit = dect_links_get_sync_limit (self->links);

  for (guint i = 0; i < n_links; i++)
    {
      const DectRadioLink *link = &links[i];
      g_autofree char *a = NULL, *b = NULL;

      if (link->other_cluster || !(MIN (link->predicted_ab_dbm, link->predicted_ba_dbm) >= limit))
        continue;
      a = dup_connected_mac (self, link->a);
      b = dup_connected_mac (self, link->b);
      if (a == NULL || b == NULL)
        continue;
      if (!g_hash_table_contains (self->heard, pair_key (self, link->a, link->b)))
        add_link (self, a, b);
      if (!g_hash_table_contains (self->heard, pair_key (self, link->b, link->a)))
        add_link (self, b, a);
    }
}

void
dect_omm_compare_links (DectOmmCompare *self, DectLinks *links)
{
  guint n = dect_snapshot_count (self->snapshot, DECT_KIND_RFP);
  Work work = { self, links };

  if (self->system->heard->len == 0)
    return;
  work.by_mac = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  work.heard = g_hash_table_new (NULL, NULL);
  for (guint i = n; i-- > 0;)
    {
      char *key = dect_omm_record_key (&dect_snapshot_rfp (self->snapshot, i)->head);

      if (key != NULL)
        g_hash_table_replace (work.by_mac, key, GINT_TO_POINTER ((gint) i + 1));
    }
  add_heard (&work);
  if (links != NULL)
    add_unheard (&work);
  g_hash_table_unref (work.by_mac);
  g_hash_table_unref (work.heard);
}

/* --- Words ----------------------------------------------------------------------------------------- */

static char *
dup_level (double level_dbm)
{
  g_autofree char *number = isfinite (level_dbm) ? dect_locale_dup_number (level_dbm, 0) : NULL;

  return number != NULL ? g_strdup_printf (_("%s dBm"), number) : g_strdup ("–");
}

double
dect_omm_link_get_difference (const DectOmmLink *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->lost ? NAN : self->measured_dbm - self->predicted_dbm;
}

char *
dect_omm_link_dup_predicted (const DectOmmLink *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dup_level (self->predicted_dbm);
}

char *
dect_omm_link_dup_measured (const DectOmmLink *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->lost)
    return g_strdup (_("lost"));
  if (self->reading == DECT_OMM_UNSET)
    return g_strdup (_("not heard"));
  return dup_level (self->measured_dbm);
}

char *
dect_omm_link_dup_difference (const DectOmmLink *self)
{
  double difference_db = dect_omm_link_get_difference (self);
  g_autofree char *number
      = isfinite (difference_db) ? dect_locale_dup_number (difference_db, 1) : NULL;

  if (number == NULL)
    return g_strdup ("–");
  return g_strdup_printf (difference_db > 0 ? _("+%s dB") : _("%s dB"), number);
}

char *
dect_omm_link_dup_text (const DectOmmLink *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree char *predicted = dect_omm_link_dup_predicted (self);
  g_autofree char *measured = dect_omm_link_dup_measured (self);
  g_autofree char *difference = dect_omm_link_dup_difference (self);

  /* Translators: of one radio link: "predicted −58 dBm, measured −61 dBm, difference −3 dB" */
  return g_strdup_printf (_("predicted %s, measured %s, difference %s"), predicted, measured,
                          difference);
}

/* --- Into the site --------------------------------------------------------------------------------- */

static gboolean
can_take (const DectOmmLink *link)
{
  const DectField *field = dect_kind_field (DECT_KIND_LINK, "rssi_dbm");

  return link->from != 0 && link->to != 0 && link->from != link->to && !link->lost
         && link->measured_dbm >= field->minimum && link->measured_dbm <= field->maximum;
}

guint
dect_omm_report_count_levels (const DectOmmReport *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->links->len; i++)
    n += can_take (g_ptr_array_index (self->links, i));
  return n;
}

/* Both ends in one number. */
static gpointer
ends_key (guint32 from, guint32 to)
{
  return GSIZE_TO_POINTER (((gsize) from << 32) | to);
}

/* Measured links of the site: ends to record; further ones of the same direction are removed, since
 * the worst would count. */
static GHashTable *
index_measured (DectSite *site, const DectOmmReport *report, GArray *surplus)
{
  GHashTable *measured = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  GListModel *list = dect_site_list (site, DECT_KIND_LINK);

  for (guint i = 0; i < report->links->len; i++)
    {
      const DectOmmLink *link = g_ptr_array_index (report->links, i);

      if (can_take (link))
        g_hash_table_add (taken, ends_key (link->from, link->to));
    }
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (list, i);
      const DectLink *link = DECT_LINK (dect_item_get_record (item));
      gpointer key = ends_key (link->from, link->to);

      if (link->kind != DECT_LINK_MEASURED || !g_hash_table_contains (taken, key))
        continue;
      if (g_hash_table_contains (measured, key))
        g_array_append_val (surplus, link->head.id);
      else
        g_hash_table_insert (measured, key, GUINT_TO_POINTER (link->head.id));
    }
  return measured;
}

static gboolean
take_level (DectSite *site, GHashTable *measured, const DectOmmLink *heard)
{
  guint32 id = GPOINTER_TO_UINT (g_hash_table_lookup (measured, ends_key (heard->from, heard->to)));
  const DectLink *old = DECT_LINK (dect_site_find_record (site, id));
  DectLink *link = old != NULL ? dect_link_copy (old) : dect_link_new ();

  if (old != NULL && old->rssi_dbm == heard->measured_dbm)
    {
      dect_link_unref (link);
      return FALSE;
    }
  link->from = heard->from;
  link->to = heard->to;
  link->kind = DECT_LINK_MEASURED;
  link->rssi_dbm = heard->measured_dbm;
  id = dect_history_put (dect_site_get_history (site), DECT_RECORD (link));
  g_hash_table_insert (measured, ends_key (heard->from, heard->to), GUINT_TO_POINTER (id));
  return TRUE;
}

guint
dect_omm_report_take_levels (const DectOmmReport *self, DectSite *site)
{
  g_autoptr (GArray) surplus = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GHashTable) measured = NULL;
  DectHistory *history;
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (DECT_IS_SITE (site), 0);

  history = dect_site_get_history (site);
  measured = index_measured (site, self, surplus);
  dect_history_begin (history, _("Take measured levels into the site"), NULL);
  for (guint i = 0; i < surplus->len; i++)
    dect_history_remove (history, g_array_index (surplus, guint32, i));
  for (guint i = 0; i < self->links->len; i++)
    {
      const DectOmmLink *link = g_ptr_array_index (self->links, i);

      /* The plan may have changed since: an end that is gone takes its levels with it. */
      if (can_take (link) && dect_site_find_record (site, link->from) != NULL
          && dect_site_find_record (site, link->to) != NULL)
        n += take_level (site, measured, link);
    }
  dect_history_commit (history);
  return n;
}
