/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The chain: groups out of reach, what it hangs on, how far and how weak it gets. */

#define G_LOG_DOMAIN "dect-check"

#include "config.h"

#include "chain/dect-chain.h"
#include "chain/dect-hop-limits.h"
#include "check/dect-check-private.h"
#include "model/dect-i18n.h"
#include "model/dect-locale.h"
#include "radio/dect-radio-data.h"

/* Indexes of the snapshot to ids. */
static guint32 *
to_ids (DectCheck *check, const guint *rfps, guint n_rfps)
{
  guint32 *ids = g_new (guint32, MAX (n_rfps, 1));

  for (guint i = 0; i < n_rfps; i++)
    ids[i] = check->rfps[rfps[i]]->id;
  return ids;
}

static char *
titles_of (DectCheck *check, const guint *rfps, guint n_rfps)
{
  g_autofree guint32 *ids = to_ids (check, rfps, n_rfps);

  return dect_check_titles (check, ids, n_rfps);
}

/* The building of one of the RFPs whose place on the site is missing, so that nothing could be
 * predicted between it and other buildings; NULL when that is not the reason. */
static const DectRecord *
find_unlinked (DectCheck *check, const DectChainComponent *component)
{
  guint n_unlinked = 0;
  const guint32 *unlinked
      = check->links != NULL ? dect_links_get_unlinked_buildings (check->links, &n_unlinked) : NULL;

  for (guint i = 0; n_unlinked > 0 && i < component->n_rfps; i++)
    {
      const DectRfp *rfp = DECT_RFP (check->rfps[component->rfps[i]]);
      const DectFloor *floor = dect_snapshot_find_floor (check->snapshot, rfp->floor);

      for (guint k = 0; floor != NULL && k < n_unlinked; k++)
        if (unlinked[k] == floor->building)
          return dect_snapshot_find (check->snapshot, floor->building);
    }
  return NULL;
}

static void
report_isolated (DectCheck *check,
                 const DectChainComponent *component,
                 const DectChainComponent *main_one)
{
  g_autofree guint32 *ids = to_ids (check, component->rfps, component->n_rfps);
  g_autofree char *lost = dect_check_titles (check, ids, component->n_rfps);
  g_autofree char *reached = titles_of (check, main_one->rfps, main_one->n_rfps);
  const DectRecord *building = find_unlinked (check, component);

  if (building == NULL)
    building = find_unlinked (check, main_one);
  if (building != NULL)
    {
      g_autofree char *title = dect_record_title (building);

      dect_check_report (
          check, ids, component->n_rfps,
          ngettext ("%s is out of reach of the group around %s: the place of %s on the site is not "
                    "set, so no link from there to other buildings was predicted; set it, or "
                    "measure the link.",
                    "%s are a group out of reach of the group around %s: the place of %s on the "
                    "site is not set, so no link from there to other buildings was predicted; set "
                    "it, or measure the link.",
                    component->n_rfps),
          lost, reached, title);
      return;
    }
  dect_check_report (check, ids, component->n_rfps,
                     ngettext ("%s is out of reach of the group around %s: put a base station "
                               "between them, move one, or measure the link.",
                               "%s are a group out of reach of the group around %s: put a "
                               "base station between them, move one, or measure the link.",
                               component->n_rfps),
                     lost, reached);
}

/* Components come by cluster, the main one of each first. */
void
dect_check_chain_isolated (DectCheck *check)
{
  const DectChainComponent *components, *main_one = NULL;
  guint n_components;

  if (check->chain == NULL)
    return;
  components = dect_chain_get_components (check->chain, &n_components);
  for (guint i = 0; i < n_components; i++)
    if (main_one == NULL || main_one->cluster != components[i].cluster)
      main_one = &components[i];
    else
      report_isolated (check, &components[i], main_one);
}

void
dect_check_chain_cut (DectCheck *check)
{
  const DectChainCut *cuts;
  guint n_cuts;

  if (check->chain == NULL)
    return;
  cuts = dect_chain_get_cuts (check->chain, &n_cuts);
  for (guint i = 0; i < n_cuts; i++)
    {
      guint n_lost;
      g_autofree guint *lost = dect_chain_dup_cut_lost (check->chain, i, &n_lost);
      g_autofree guint *all = g_new (guint, n_lost + 1);
      g_autofree guint32 *ids = NULL;
      g_autofree char *title = dect_record_title (check->rfps[cuts[i].rfp]);
      g_autofree char *titles = titles_of (check, lost, n_lost);

      all[0] = cuts[i].rfp;
      for (guint k = 0; k < n_lost; k++)
        all[k + 1] = lost[k];
      ids = to_ids (check, all, n_lost + 1);
      dect_check_report (check, ids, n_lost + 1,
                         ngettext ("When %s fails, %s loses synchronisation: give it a second "
                                   "partner.",
                                   "When %s fails, %s lose synchronisation: give one of them a "
                                   "second partner.",
                                   n_lost),
                         title, titles);
    }
}

void
dect_check_chain_single_link (DectCheck *check)
{
  const DectChainSingleLink *links;
  guint n_links;

  if (check->chain == NULL)
    return;
  links = dect_chain_get_single_links (check->chain, &n_links);
  for (guint i = 0; i < n_links; i++)
    {
      const guint ends[] = { links[i].from, links[i].to };
      g_autofree guint32 *ids = to_ids (check, ends, 2);
      g_autofree char *from = dect_record_title (check->rfps[ends[0]]);
      g_autofree char *to = dect_record_title (check->rfps[ends[1]]);

      dect_check_report (check, ids, 2,
                         ngettext ("The link between %s and %s is the only one for %u base "
                                   "station: give it a second partner.",
                                   "The link between %s and %s is the only one for %u base "
                                   "stations: give one of them a second partner.",
                                   links[i].n_lost),
                         from, to, links[i].n_lost);
    }
}

/* A weak link beside a good one does no harm: the base station takes the good one. */
static gboolean
hangs_weakly (const DectChainNode *node, double wanted_db)
{
  return node->parent >= 0 && node->margin_db < wanted_db
         && !(node->second >= 0 && node->second_margin_db >= wanted_db);
}

void
dect_check_chain_weak (DectCheck *check)
{
  double wanted_db = dect_limit_value ("weak-margin");

  for (guint i = 0; check->chain != NULL && i < check->n_rfps; i++)
    {
      const DectChainNode *node = dect_chain_get_node (check->chain, i);
      guint32 objects[2];
      g_autofree char *title = NULL;
      g_autofree char *parent = NULL;
      g_autofree char *margin = NULL;

      if (!hangs_weakly (node, wanted_db))
        continue;
      objects[0] = check->rfps[i]->id;
      objects[1] = check->rfps[node->parent]->id;
      title = dect_record_title (check->rfps[i]);
      parent = dect_record_title (check->rfps[node->parent]);
      margin = dect_locale_dup_number (node->margin_db, 1);
      dect_check_report (check, objects, 2,
                         _("%s hears %s only %s dB above the synchronisation limit, and no other "
                            "well enough; %.0f dB are wanted: move one of them, or measure the "
                            "link."),
                         title, parent, margin, wanted_db);
    }
}

/* "Siemens HiPath Cordless IP allows 5 hops, Gigaset N870 9 levels" */
static char *
describe_hop_limits (guint n_limits)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint n;
  const DectHopLimit *limits = dect_hop_limit_list (&n);

  for (guint i = 0; i < n_limits; i++)
    {
      gboolean levels = g_str_equal (limits[i].unit, "levels");

      g_ptr_array_add (
          parts,
          g_strdup_printf (
              levels ? ngettext ("%s allows %u level", "%s allows %u levels", limits[i].value)
                     : ngettext ("%s allows %u hop", "%s allows %u hops", limits[i].value),
              limits[i].vendor, limits[i].value));
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

void
dect_check_chain_hops (DectCheck *check)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *titles = NULL;
  g_autofree char *limits = NULL;
  guint most = 0;

  for (guint i = 0; check->chain != NULL && i < check->n_rfps; i++)
    {
      gint level = dect_chain_get_node (check->chain, i)->level;

      if (level < 0 || dect_hop_limits_exceeded ((guint) level) == 0)
        continue;
      g_array_append_val (ids, check->rfps[i]->id);
      most = MAX (most, (guint) level);
    }
  if (ids->len == 0)
    return;
  titles = dect_check_titles (check, &g_array_index (ids, guint32, 0), ids->len);
  limits = describe_hop_limits (dect_hop_limits_exceeded (most));
  dect_check_report (check, &g_array_index (ids, guint32, 0), ids->len,
                     _("%s: up to %u hops from where synchronisation starts (%s): choose a "
                        "preferred-sync base station in the middle."),
                     titles, most, limits);
}
