/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-compare-private.h"

#include "model/dect-ipei.h"

/* What of the built handsets nobody planned yet; each stands in both tables as long as it is free.
 */
typedef struct
{
  GHashTable *by_ipei;
  GHashTable *by_number;
  GHashTable *free;
} Index;

static void
index_clear (Index *self)
{
  g_hash_table_unref (self->by_ipei);
  g_hash_table_unref (self->by_number);
  g_hash_table_unref (self->free);
}

static void
index_init (Index *self, const DectOmmSystem *system)
{
  self->by_ipei = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_number = g_hash_table_new (g_str_hash, g_str_equal);
  self->free = g_hash_table_new (NULL, NULL);
  for (guint i = system->handsets->len; i-- > 0;)
    {
      DectOmmHandset *handset = g_ptr_array_index (system->handsets, i);

      if (handset->ipei != NULL)
        g_hash_table_insert (self->by_ipei, handset->ipei, handset);
      if (handset->number != NULL)
        g_hash_table_insert (self->by_number, handset->number, handset);
      g_hash_table_add (self->free, handset);
    }
}

static const DectOmmHandset *
take (Index *self, GHashTable *table, const char *key)
{
  DectOmmHandset *handset = key != NULL ? g_hash_table_lookup (table, key) : NULL;

  return handset != NULL && g_hash_table_remove (self->free, handset) ? handset : NULL;
}

static char *
dup_ipei (const char *text)
{
  DectIpei ipei;

  return text != NULL && dect_ipei_parse (text, &ipei, NULL) ? dect_ipei_to_display (&ipei)
                                                             : g_strdup (text);
}

static void
compare_handset (DectOmmCompare *self, const DectHandset *planned, const DectOmmHandset *built)
{
  const DectRecord *record = &planned->head;
  g_autofree char *planned_ipei = dup_ipei (planned->ipei);
  g_autofree char *built_ipei = dup_ipei (built->ipei);

  dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_DEVICE, record, "ipei", planned_ipei,
                          built_ipei);
  dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_SETTING, record, "number", planned->number,
                          built->number);
  dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_SETTING, record, "name", planned->name,
                          built->name);
  dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_SETTING, record, "additional_id",
                          planned->additional_id, built->additional_id);
  dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_SETTING, record, "sip_user", planned->sip_user,
                          built->sip_user);
  if (built->subscribed == 0)
    dect_omm_compare_add (self, DECT_OMM_DIFFERENCE_NOT_SUBSCRIBED, DECT_KIND_HANDSET, record, NULL,
                          built_ipei);
}

void
dect_omm_compare_handsets (DectOmmCompare *self)
{
  guint n = dect_snapshot_count (self->snapshot, DECT_KIND_HANDSET);
  g_autofree const DectOmmHandset **built = g_new0 (const DectOmmHandset *, MAX (n, 1));
  Index index;

  index_init (&index, self->system);
  /* All by IPEI before the first by number: a number that moved to another handset must not take it
   * away. */
  for (guint i = 0; i < n; i++)
    built[i] = take (&index, index.by_ipei, dect_snapshot_handset (self->snapshot, i)->ipei);
  for (guint i = 0; i < n; i++)
    {
      const DectHandset *planned = dect_snapshot_handset (self->snapshot, i);
      g_autofree char *ipei = dup_ipei (planned->ipei);

      if (built[i] == NULL)
        built[i] = take (&index, index.by_number, planned->number);
      if (built[i] != NULL)
        compare_handset (self, planned, built[i]);
      else
        dect_omm_compare_add (self, DECT_OMM_DIFFERENCE_MISSING, DECT_KIND_HANDSET, &planned->head,
                              NULL, ipei);
    }
  for (guint i = 0; i < self->system->handsets->len; i++)
    {
      const DectOmmHandset *handset = g_ptr_array_index (self->system->handsets, i);
      g_autofree char *ipei = dup_ipei (handset->ipei);

      if (g_hash_table_contains (index.free, handset))
        dect_omm_compare_add (self, DECT_OMM_DIFFERENCE_UNKNOWN, DECT_KIND_HANDSET, NULL,
                              handset->number != NULL ? handset->number : handset->name, ipei);
    }
  index_clear (&index);
}
