/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include "dect-cli-chain.h"

#include "chain/dect-hop-limits.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* How many double failures are listed, and how many failures of a kind a person is shown. */
#define N_WORST 20
#define N_SHOWN 5

static void
chain_clear (DectCliChain *self)
{
  g_clear_pointer (&self->survival, dect_survival_unref);
  g_clear_pointer (&self->failures, dect_failures_unref);
  g_clear_pointer (&self->chain, dect_chain_unref);
  g_clear_pointer (&self->links, dect_links_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_clear_pointer (&self->what_if, g_array_unref);
  g_clear_pointer (&self->what_if_text, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DectCliChain, chain_clear)

const char *
dect_cli_chain_name (DectSnapshot *snapshot, gint index)
{
  const DectRfp *rfp = index >= 0 ? dect_snapshot_rfp (snapshot, (guint) index) : NULL;

  return rfp == NULL ? NULL : rfp->name != NULL ? rfp->name : rfp->mac != NULL ? rfp->mac : "?";
}

/* --- The chain -------------------------------------------------------------------------------- */

static char *
margin_text (double margin_db)
{
  return isfinite (margin_db) ? g_strdup_printf (_("%.1f dB above the limit"), margin_db)
                              : g_strdup (_("level not known"));
}

static void
print_component (const DectCliChain *self, const DectChainComponent *component)
{
  if (component->root >= 0)
    g_print (_("Group of %u in cluster %d, synchronised from %s\n"), component->n_rfps,
             component->cluster, dect_cli_chain_name (self->snapshot, component->root));
  else
    g_print (_("Group of %u in cluster %d\n"), component->n_rfps, component->cluster);
  for (guint i = 0; i < component->n_rfps; i++)
    {
      const DectChainNode *node = dect_chain_get_node (self->chain, component->rfps[i]);
      const char *name = dect_cli_chain_name (self->snapshot, (gint) component->rfps[i]);
      const char *second = dect_cli_chain_name (self->snapshot, node->second);
      g_autofree char *margin = margin_text (node->margin_db);

      if (node->parent < 0)
        g_print ("  %s\n", name);
      else
        g_print (_("  %s: level %d, from %s, %s; second path: %s\n"), name, node->level,
                 dect_cli_chain_name (self->snapshot, node->parent), margin,
                 second != NULL ? second : _("none"));
    }
  if (component->n_missing_links > 0)
    g_print (ngettext ("  At least %u more link is needed until no failure splits this group.\n",
                       "  At least %u more links are needed until no failure splits this group.\n",
                       component->n_missing_links),
             component->n_missing_links);
}

static void
print_weaknesses (const DectCliChain *self)
{
  guint n_cuts, n_single;
  const DectChainCut *cuts = dect_chain_get_cuts (self->chain, &n_cuts);
  const DectChainSingleLink *single = dect_chain_get_single_links (self->chain, &n_single);

  for (guint i = 0; i < n_cuts; i++)
    g_print (ngettext ("If %s fails, %u base station is cut off.\n",
                       "If %s fails, %u base stations are cut off.\n", cuts[i].n_lost),
             dect_cli_chain_name (self->snapshot, (gint) cuts[i].rfp), cuts[i].n_lost);
  for (guint i = 0; i < n_single; i++)
    g_print (_("Only link: %s to %s.\n"),
             dect_cli_chain_name (self->snapshot, (gint) single[i].from),
             dect_cli_chain_name (self->snapshot, (gint) single[i].to));
}

static void
print_unlinked (const DectCliChain *self)
{
  guint n;
  const guint32 *buildings = dect_links_get_unlinked_buildings (self->links, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title
          = dect_record_title (dect_snapshot_find (self->snapshot, buildings[i]));

      g_print (
          _("The place of %s on the site is not set, so no link from there to other buildings "
             "was predicted.\n"),
          title);
    }
}

/* Fewer hops only: who has named a root has reasons that a few dB do not outweigh. */
static void
print_hops (const DectCliChain *self)
{
  guint hops = dect_chain_get_max_level (self->chain);
  guint n_limits, n_components;
  const DectHopLimit *limits = dect_hop_limit_list (&n_limits);

  dect_chain_get_components (self->chain, &n_components);
  if (hops > 0)
    g_print (ngettext ("The farthest base station is %u hop from where synchronisation starts.\n",
                       "The farthest base station is %u hops from where synchronisation starts.\n",
                       hops),
             hops);
  for (guint i = 0; i < dect_hop_limits_exceeded (hops); i++)
    {
      g_print ("  ");
      g_print (g_str_equal (limits[i].unit, "levels")
                   ? ngettext ("%s allows %u level", "%s allows %u levels", limits[i].value)
                   : ngettext ("%s allows %u hop", "%s allows %u hops", limits[i].value),
               limits[i].vendor, limits[i].value);
      g_print ("\n");
    }
  for (guint i = 0; i < n_components; i++)
    {
      DectChainRoot root;

      if (dect_chain_suggest_root (self->chain, i, &root) && root.hops < root.hops_now)
        g_print (_("Synchronised from %s, the farthest would be %u away instead of %u.\n"),
                 dect_cli_chain_name (self->snapshot, (gint) root.rfp), root.hops, root.hops_now);
    }
}

/* --- Failures --------------------------------------------------------------------------------- */

static char *
list_names (const DectCliChain *self, const guint *rfps, guint n)
{
  GString *text = g_string_new (NULL);
  guint n_shown = n > N_SHOWN ? N_SHOWN - 1 : n;

  for (guint i = 0; i < n_shown; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            dect_cli_chain_name (self->snapshot, (gint) rfps[i]));
  if (n > n_shown)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("%u more", "%u more", n - n_shown), n - n_shown);
    }
  return g_string_free (text, FALSE);
}

static char *
failure_title (const DectCliChain *self, const DectFailure *failure)
{
  const char *name = failure->name != NULL ? failure->name : "?";

  switch (failure->kind)
    {
    case DECT_FAILURE_SWITCH:
      return g_strdup_printf (_("switch %s"), name);
    case DECT_FAILURE_RISER:
      return g_strdup_printf (_("riser %s"), name);
    case DECT_FAILURE_COMPARTMENT:
      return g_strdup_printf (_("fire compartment %s"), name);
    case DECT_FAILURE_SINGLE:
    case DECT_FAILURE_DOUBLE:
    default:
      return list_names (self, failure->rfps, failure->n_rfps);
    }
}

static void
print_outcome (const DectCliChain *self,
               const char *title,
               const guint *lost,
               guint n_lost,
               guint n_synchronised,
               double covered_share)
{
  g_autofree char *names = list_names (self, lost, n_lost);

  g_print (_("Without %s, %u of %u base stations are synchronised."), title, n_synchronised,
           dect_chain_get_n_members (self->chain));
  if (n_lost > 0)
    {
      g_print (" ");
      g_print (_("Lost as well: %s."), names);
    }
  if (isfinite (covered_share))
    {
      g_print (" ");
      g_print (_("Area covered: %.1f %%."), covered_share * 100.0);
    }
  g_print ("\n");
}

static void
print_failure (const DectCliChain *self, const DectFailure *failure)
{
  guint n_lost;
  g_autofree guint *lost = dect_failures_dup_lost (self->failures, failure, &n_lost);
  g_autofree char *title = failure_title (self, failure);

  print_outcome (self, title, lost, n_lost, failure->n_synchronised,
                 self->survival != NULL ? dect_survival_get_share (self->survival, failure)
                                        : (double) NAN);
}

static void
print_worst (const DectCliChain *self)
{
  const DectFailure *single = dect_failures_worst (self->failures, DECT_FAILURE_SINGLE);
  const DectFailure *risk = NULL;

  for (guint kind = DECT_FAILURE_SWITCH; kind < DECT_N_FAILURE_KINDS; kind++)
    {
      const DectFailure *worst = dect_failures_worst (self->failures, kind);

      if (worst != NULL && (risk == NULL || worst->n_synchronised < risk->n_synchronised))
        risk = worst;
    }
  if (single != NULL && dect_failures_count_losing (self->failures, DECT_FAILURE_SINGLE) == 0)
    g_print (_("Whichever base station fails, no other loses synchronisation.\n"));
  else if (single != NULL)
    {
      g_print (_("Worst failure of one base station:\n  "));
      print_failure (self, single);
    }
  if (risk != NULL)
    {
      g_print (_("Worst shared risk:\n  "));
      print_failure (self, risk);
    }
}

static void
print_failures (const DectCliChain *self)
{
  static const char *const titles[] = {
    N_("Failures of one base station: %u; others are lost in %u of them.\n"),
    N_("Failures of two base stations: %u; others are lost in %u of them.\n"),
    N_("Failures of a switch: %u; others are lost in %u of them.\n"),
    N_("Failures of a riser: %u; others are lost in %u of them.\n"),
    N_("Failures of a fire compartment: %u; others are lost in %u of them.\n"),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (titles) == DECT_N_FAILURE_KINDS);
  if (dect_survival_get_area (self->survival) > 0.0)
    g_print (_("Area covered as long as nothing fails: %.1f %% of %.0f m².\n"),
             dect_survival_get_share (self->survival, NULL) * 100.0,
             dect_survival_get_area (self->survival));
  for (guint kind = 0; kind < DECT_N_FAILURE_KINDS; kind++)
    {
      guint n;
      const DectFailure *list = dect_failures_list (self->failures, kind, &n);

      if (n == 0)
        continue;
      g_print (_(titles[kind]), dect_failures_count (self->failures, kind),
               dect_failures_count_losing (self->failures, kind));
      for (guint i = 0; i < MIN (n, N_SHOWN); i++)
        {
          /* Of base stations that take nobody along one is enough. */
          if (i > 0 && list[i].n_lost == 0 && kind <= DECT_FAILURE_DOUBLE)
            break;
          g_print ("  ");
          print_failure (self, &list[i]);
        }
    }
  if (!dect_failures_is_complete (self->failures))
    g_print (_("There are so many base stations that not all pairs were looked at.\n"));
}

static void
print_what_if (const DectCliChain *self)
{
  const guint *rfps = &g_array_index (self->what_if, guint, 0);
  guint n = self->what_if->len;
  guint n_lost, n_synchronised;
  g_autofree guint *lost = dect_failures_test (self->chain, rfps, n, &n_lost, &n_synchronised);

  print_outcome (self, self->what_if_text, lost, n_lost, n_synchronised,
                 self->survival != NULL ? dect_survival_test (self->survival, rfps, n)
                                        : (double) NAN);
}

void
dect_cli_chain_print_text (const DectCliChain *self)
{
  guint n;
  const DectChainComponent *components = dect_chain_get_components (self->chain, &n);

  for (guint i = 0; i < n; i++)
    print_component (self, &components[i]);
  print_weaknesses (self);
  print_unlinked (self);
  print_hops (self);
  print_worst (self);
  if (self->survival != NULL)
    print_failures (self);
  if (self->what_if != NULL)
    print_what_if (self);
  g_print ("%s\n", dect_chain_is_connected (self->chain) ? _("The chain is connected.")
                                                         : _("The chain is not connected."));
}

/* --- Command ---------------------------------------------------------------------------------- */

/* What an RFP may be called by, the first that fits anything: its name or MAC, the name of its
 * switch, its riser, its compartment. */
typedef enum
{
  CALLED_BY_NAME,
  CALLED_BY_SWITCH,
  CALLED_BY_RISER,
  CALLED_BY_COMPARTMENT,
  N_CALLED_BY
} CalledBy;

static gboolean
is_called (DectSnapshot *snapshot, const DectRfp *rfp, CalledBy by, const char *name)
{
  const DectSwitch *network_switch = dect_snapshot_find_switch (snapshot, rfp->network_switch);

  switch (by)
    {
    case CALLED_BY_NAME:
      return g_strcmp0 (rfp->name, name) == 0
             || (rfp->mac != NULL && g_ascii_strcasecmp (rfp->mac, name) == 0);
    case CALLED_BY_SWITCH:
      return network_switch != NULL && g_strcmp0 (network_switch->name, name) == 0;
    case CALLED_BY_RISER:
      return network_switch != NULL && g_strcmp0 (network_switch->riser, name) == 0;
    case CALLED_BY_COMPARTMENT:
      return g_strcmp0 (rfp->compartment, name) == 0;
    case N_CALLED_BY:
    default:
      return FALSE;
    }
}

/* Adds what @name stands for; returns whether it stands for anything. */
static gboolean
add_called (DectSnapshot *snapshot, const char *name, GArray *rfps)
{
  guint n_before = rfps->len;

  for (guint by = 0; by < N_CALLED_BY && rfps->len == n_before; by++)
    for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
      {
        if (is_called (snapshot, dect_snapshot_rfp (snapshot, i), by, name))
          g_array_append_val (rfps, i);
      }
  return rfps->len > n_before;
}

/* Names that fit two base stations are refused, as everywhere. */
static DectExit
find_what_if (DectCliChain *self, char **names)
{
  self->what_if = g_array_new (FALSE, FALSE, sizeof (guint));
  self->what_if_text = g_strjoinv (", ", names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint n_named = 0;

      for (guint k = 0; k < dect_snapshot_count (self->snapshot, DECT_KIND_RFP); k++)
        n_named += is_called (self->snapshot, dect_snapshot_rfp (self->snapshot, k), CALLED_BY_NAME,
                              names[i]);
      if (n_named > 1)
        return dect_cli_usage (_("“%s” fits more than one base station; use the MAC address."),
                               names[i]);
      if (!add_called (self->snapshot, names[i], self->what_if))
        return dect_cli_usage (
            _("There is no base station, switch, riser or fire compartment “%s” in this file."),
            names[i]);
    }
  return DECT_EXIT_DONE;
}

static DectExit
analyse (DectCliChain *self, gboolean with_area)
{
  GError *error = NULL;

  self->links = dect_links_new (self->snapshot, NULL, NULL);
  self->chain = dect_chain_new (self->snapshot, self->links);
  self->failures = dect_failures_new (self->snapshot, self->chain, N_WORST, NULL, NULL, NULL, NULL);
  if (with_area)
    {
      self->survival = dect_survival_new (self->snapshot, self->failures, DECT_SURVIVAL_CELL_M,
                                          NULL, NULL, NULL, &error);
      if (self->survival == NULL)
        return dect_cli_fail (NULL, error);
    }
  return DECT_EXIT_DONE;
}

static DectExit
run_chain (char **arguments)
{
  g_auto (DectCliChain) self = { 0 };
  g_auto (GStrv) names = NULL;
  gboolean json = FALSE;
  gboolean with_area = FALSE;
  DectExit exit = DECT_EXIT_USAGE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { "failures", 0, 0, G_OPTION_ARG_NONE, &with_area, NULL, NULL },
    { "fail", 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, NULL, NULL },
    { NULL },
  };

  if (dect_cli_wants_repair (arguments))
    return dect_cli_repair (arguments);
  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  self.snapshot = dect_cli_load (arguments[0], &exit);
  if (self.snapshot == NULL)
    return exit;
  if (names != NULL && (exit = find_what_if (&self, names)) != DECT_EXIT_DONE)
    return exit;
  exit = analyse (&self, with_area);
  if (exit != DECT_EXIT_DONE)
    return exit;
  if (json)
    dect_cli_chain_print_json (&self);
  else
    dect_cli_chain_print_text (&self);
  return dect_chain_is_connected (self.chain) ? DECT_EXIT_DONE : DECT_EXIT_FINDING;
}

const DectCommand dect_cli_chain_commands[] = {
  { "chain",
    "FILE [--json] [--failures] [--fail NAME]...\n"
    "  handoverctl chain FILE {--suggest | --repair [N]} [--for RFP [--for RFP]] [--json]",
    N_("show groups, sync tree, cut base stations, only links, and what failures do; suggest a "
        "repair, or make it"),
    run_chain },
  { NULL },
};
