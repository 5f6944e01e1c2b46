/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-takeover.h"

#include <glib/gi18n-lib.h>

#include "model/dect-history.h"
#include "omm/dect-omm-merge-private.h"

/* The texts of a system, by record and field: what a DectOmmSource gives out. */
typedef struct
{
  GPtrArray *rows; /* GHashTable: field -> text */
} Table;

static const char *const rfp_fields[]
    = { "mac",     "name",           "model",      "cluster", "paging_area", "omm_site",
        "dect_on", "preferred_sync", "reflective", "room",    "building",    "floor" };
static const char *const handset_fields[]
    = { "ipei", "number", "name", "additional_id", "sip_user" };

/* --- A system as records --------------------------------------------------------------------------- */

static void
put_text (GHashTable *row, const char *field, const char *text)
{
  if (text != NULL && *text != '\0')
    g_hash_table_insert (row, (gpointer) field, g_strdup (text));
}

/* A number below @least is one that the plan leaves unset. */
static void
put_number (GHashTable *row, const char *field, gint number, gint least)
{
  if (number != DECT_OMM_UNSET && number >= least)
    g_hash_table_insert (row, (gpointer) field, g_strdup_printf ("%d", number));
}

static GHashTable *
rfp_row (const DectOmmRfp *rfp)
{
  GHashTable *row = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  put_text (row, "mac", rfp->mac);
  put_text (row, "name", rfp->name);
  put_text (row, "model", rfp->model);
  put_text (row, "building", rfp->hierarchy[0]);
  put_text (row, "floor", rfp->hierarchy[1]);
  put_text (row, "room", rfp->hierarchy[2]);
  put_number (row, "cluster", rfp->cluster, 1);
  put_number (row, "paging_area", rfp->paging_area, 0);
  put_number (row, "omm_site", rfp->site, 1);
  put_number (row, "dect_on", rfp->dect_on, 0);
  put_number (row, "preferred_sync", rfp->preferred_sync, 0);
  put_number (row, "reflective", rfp->reflective, 0);
  return row;
}

static GHashTable *
handset_row (const DectOmmHandset *handset)
{
  GHashTable *row = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  put_text (row, "ipei", handset->ipei);
  put_text (row, "number", handset->number);
  put_text (row, "name", handset->name);
  put_text (row, "additional_id", handset->additional_id);
  put_text (row, "sip_user", handset->sip_user);
  return row;
}

static const char *
table_value (gconstpointer data, guint i, const char *field)
{
  return g_hash_table_lookup (g_ptr_array_index (((const Table *) data)->rows, i), field);
}

/* As dect_omm_record_key (). */
static char *
table_key (gconstpointer data, guint i)
{
  const char *mac = table_value (data, i, "mac");
  const char *ipei = table_value (data, i, "ipei");
  const char *number = table_value (data, i, "number");

  if (mac != NULL || ipei != NULL)
    return g_strdup (mac != NULL ? mac : ipei);
  return g_strconcat ("number:", number != NULL ? number : "", NULL);
}

static void
merge_table (DectSite *site,
             DectKind kind,
             const char *const *fields,
             guint n_fields,
             Table *table,
             DectOmmMerge *result)
{
  DectOmmSource source
      = { kind, table->rows->len, fields, n_fields, table_value, table_key, table };

  dect_omm_merge_source (site, &source, NULL, result);
}

static void
take_rfps (const DectOmmSystem *self, DectSite *site, DectOmmMerge *result)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  Table table = { rows };

  for (guint i = 0; i < self->rfps->len; i++)
    {
      const DectOmmRfp *rfp = g_ptr_array_index (self->rfps, i);

      if (!rfp->captured)
        g_ptr_array_add (rows, rfp_row (rfp));
    }
  merge_table (site, DECT_KIND_RFP, rfp_fields, G_N_ELEMENTS (rfp_fields), &table, result);
}

static void
take_handsets (const DectOmmSystem *self, DectSite *site, DectOmmMerge *result)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  Table table = { rows };

  for (guint i = 0; i < self->handsets->len; i++)
    {
      const DectOmmHandset *handset = g_ptr_array_index (self->handsets, i);

      if (handset->ipei != NULL || handset->number != NULL)
        g_ptr_array_add (rows, handset_row (handset));
    }
  merge_table (site, DECT_KIND_HANDSET, handset_fields, G_N_ELEMENTS (handset_fields), &table,
               result);
}

/* --- The site itself ------------------------------------------------------------------------------- */

char *
dect_omm_version_dup_release (const char *version)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GRegex) regex
      = g_regex_new ("SIP-DECT[^0-9]{0,3}([0-9]{1,2}\\.[0-9]{1,2})", 0, 0, NULL);

  return version != NULL && g_regex_match (regex, version, 0, &match)
             ? g_match_info_fetch (match, 1)
             : NULL;
}

static void
take_info (const DectOmmSystem *self, DectSite *site)
{
  g_autoptr (DectSiteInfo) info = dect_site_info_copy (dect_site_get_info (site));
  g_autofree char *release = dect_omm_version_dup_release (self->version);

  if (self->park != NULL)
    dect_set_str (&info->park, self->park);
  if (release != NULL)
    dect_set_str (&info->omm_release, release);
  if (info->name == NULL && self->name != NULL)
    dect_field_set_text (dect_kind_field (DECT_KIND_SITE, "name"), DECT_RECORD (info), self->name,
                         NULL);
  dect_history_put (dect_site_get_history (site), DECT_RECORD (g_steal_pointer (&info)));
}

gboolean
dect_omm_system_take_over (const DectOmmSystem *self, DectSite *site, DectOmmMerge *merge)
{
  DectOmmMerge result = { 0 };
  DectHistory *history;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (DECT_IS_SITE (site), FALSE);

  history = dect_site_get_history (site);
  dect_history_begin (history, _("Take over from an OMM"), NULL);
  take_info (self, site);
  take_rfps (self, site, &result);
  take_handsets (self, site, &result);
  if (merge != NULL)
    *merge = result;
  return dect_history_commit (history);
}

GPtrArray *
dect_omm_system_preview (const DectOmmSystem *self, DectSnapshot *snapshot)
{
  g_autoptr (DectSite) site = NULL;
  g_autoptr (DectSnapshot) after = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (snapshot != NULL, NULL);

  site = dect_site_new_from_snapshot (snapshot);
  dect_omm_system_take_over (self, site, NULL);
  after = dect_site_snapshot (site);
  return dect_change_list (snapshot, after);
}
