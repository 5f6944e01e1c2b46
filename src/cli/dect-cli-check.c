/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chain/dect-chain.h"
#include "check/dect-check.h"
#include "dect-cli.h"

typedef struct
{
  DectSnapshot *snapshot;
  DectLinks *links;
  DectChain *chain;
} Analysis;

static void
analysis_clear (Analysis *self)
{
  g_clear_pointer (&self->chain, dect_chain_unref);
  g_clear_pointer (&self->links, dect_links_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Analysis, analysis_clear)

/* Parses "FILE [--json]" and analyses the file's site. */
static gboolean
analyse (char **arguments, Analysis *self, gboolean *json, DectExit *exit)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, json, NULL, NULL },
    { NULL },
  };

  *exit = DECT_EXIT_USAGE;
  if (!dect_cli_parse (arguments, entries, 1, 1))
    return FALSE;
  self->snapshot = dect_cli_load (arguments[0], exit);
  if (self->snapshot == NULL)
    return FALSE;
  self->links = dect_links_new (self->snapshot, NULL, NULL);
  self->chain = dect_chain_new (self->snapshot, self->links);
  return TRUE;
}

static DectExit
run_check (char **arguments)
{
  g_auto (Analysis) analysis = { 0 };
  g_autoptr (GPtrArray) findings = NULL;
  gboolean json = FALSE;
  guint n_errors, n_warnings;
  DectExit exit;

  if (!analyse (arguments, &analysis, &json, &exit))
    return exit;
  findings = dect_check_run (analysis.snapshot, analysis.links, analysis.chain, NULL);
  n_errors = dect_findings_count (findings, DECT_SEVERITY_ERROR);
  n_warnings = dect_findings_count (findings, DECT_SEVERITY_WARNING);

  if (json)
    {
      g_autoptr (JsonNode) root = dect_findings_to_json (findings, analysis.snapshot);

      dect_cli_print_node (root);
    }
  else
    {
      for (guint i = 0; i < findings->len; i++)
        {
          DectFinding *finding = g_ptr_array_index (findings, i);

          /* The rule's id is stable; scripts look for it. */
          g_print ("%s %s: %s\n",
                   dect_finding_get_severity (finding) == DECT_SEVERITY_ERROR ? _("error")
                                                                              : _("warning"),
                   dect_finding_get_rule (finding), dect_finding_get_text (finding));
        }
      g_print (ngettext ("%u error", "%u errors", n_errors), n_errors);
      g_print (", ");
      g_print (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
      g_print ("; %s\n", dect_chain_is_connected (analysis.chain)
                             ? _("the chain is connected")
                             : _("the chain is not connected"));
    }
  return n_errors > 0 || !dect_chain_is_connected (analysis.chain) ? DECT_EXIT_FINDING
                                                                   : DECT_EXIT_DONE;
}

static const char *
rfp_name (DectSnapshot *snapshot, gint index)
{
  const DectRfp *rfp = index >= 0 ? dect_snapshot_rfp (snapshot, (guint) index) : NULL;

  return rfp == NULL ? NULL : rfp->name != NULL ? rfp->name : rfp->mac != NULL ? rfp->mac : "?";
}

static void
add_names (
    JsonBuilder *builder, const char *member, DectSnapshot *snapshot, const guint *rfps, guint n)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_string_value (builder, rfp_name (snapshot, (gint) rfps[i]));
  json_builder_end_array (builder);
}

static void
add_nodes (JsonBuilder *builder, const Analysis *a)
{
  json_builder_set_member_name (builder, "rfps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < dect_snapshot_count (a->snapshot, DECT_KIND_RFP); i++)
    {
      const DectChainNode *node = dect_chain_get_node (a->chain, i);

      json_builder_begin_object (builder);
      dect_cli_add_text (builder, "name", rfp_name (a->snapshot, (gint) i));
      json_builder_set_member_name (builder, "component");
      json_builder_add_int_value (builder, node->component);
      json_builder_set_member_name (builder, "level");
      json_builder_add_int_value (builder, node->level);
      dect_cli_add_text (builder, "parent", rfp_name (a->snapshot, node->parent));
      dect_cli_add_number (builder, "margin_db", node->margin_db);
      dect_cli_add_text (builder, "second", rfp_name (a->snapshot, node->second));
      dect_cli_add_number (builder, "second_margin_db", node->second_margin_db);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_links (JsonBuilder *builder, const Analysis *a)
{
  guint n;
  const DectRadioLink *links = dect_links_list (a->links, &n);

  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      if (!links[i].usable && links[i].source == DECT_LINK_SOURCE_PREDICTED)
        continue;
      json_builder_begin_object (builder);
      dect_cli_add_text (builder, "from", rfp_name (a->snapshot, (gint) links[i].a));
      dect_cli_add_text (builder, "to", rfp_name (a->snapshot, (gint) links[i].b));
      dect_cli_add_number (builder, "forward_dbm", links[i].level_ab_dbm);
      dect_cli_add_number (builder, "backward_dbm", links[i].level_ba_dbm);
      dect_cli_add_text (builder, "source", dect_link_source_id (links[i].source));
      json_builder_set_member_name (builder, "usable");
      json_builder_add_boolean_value (builder, links[i].usable);
      dect_cli_add_number (builder, "margin_db", links[i].margin_db);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_weaknesses (JsonBuilder *builder, const Analysis *a)
{
  guint n_cuts, n_single;
  const DectChainCut *cuts = dect_chain_get_cuts (a->chain, &n_cuts);
  const DectChainSingleLink *single = dect_chain_get_single_links (a->chain, &n_single);

  json_builder_set_member_name (builder, "cuts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_cuts; i++)
    {
      guint n_lost;
      g_autofree guint *lost = dect_chain_dup_cut_lost (a->chain, i, &n_lost);

      json_builder_begin_object (builder);
      dect_cli_add_text (builder, "rfp", rfp_name (a->snapshot, (gint) cuts[i].rfp));
      add_names (builder, "lost", a->snapshot, lost, n_lost);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "single_links");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_single; i++)
    {
      guint n_lost;
      g_autofree guint *lost = dect_chain_dup_single_link_lost (a->chain, i, &n_lost);

      json_builder_begin_object (builder);
      dect_cli_add_text (builder, "from", rfp_name (a->snapshot, (gint) single[i].from));
      dect_cli_add_text (builder, "to", rfp_name (a->snapshot, (gint) single[i].to));
      dect_cli_add_number (builder, "margin_db", single[i].margin_db);
      add_names (builder, "lost", a->snapshot, lost, n_lost);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Buildings without a place on the site: what is not known must be said where links are shown. */
static void
add_unlinked (JsonBuilder *builder, const Analysis *a)
{
  guint n;
  const guint32 *buildings = dect_links_get_unlinked_buildings (a->links, &n);

  json_builder_set_member_name (builder, "unlinked_buildings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      const char *name = dect_snapshot_find_building (a->snapshot, buildings[i])->name;

      json_builder_add_string_value (builder, name != NULL ? name : "?");
    }
  json_builder_end_array (builder);
}

static void
print_unlinked (const Analysis *a)
{
  guint n;
  const guint32 *buildings = dect_links_get_unlinked_buildings (a->links, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = dect_record_title (dect_snapshot_find (a->snapshot, buildings[i]));

      g_print (
          _("The place of %s on the site is not set, so no link from there to other buildings "
             "was predicted.\n"),
          title);
    }
}

static void
chain_json (const Analysis *a)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n;
  const DectChainComponent *components = dect_chain_get_components (a->chain, &n);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "connected");
  json_builder_add_boolean_value (builder, dect_chain_is_connected (a->chain));
  dect_cli_add_number (builder, "sync_limit_dbm", dect_links_get_sync_limit (a->links));
  json_builder_set_member_name (builder, "components");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "cluster");
      json_builder_add_int_value (builder, components[i].cluster);
      dect_cli_add_text (builder, "root", rfp_name (a->snapshot, components[i].root));
      add_names (builder, "rfps", a->snapshot, components[i].rfps, components[i].n_rfps);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_nodes (builder, a);
  add_links (builder, a);
  add_weaknesses (builder, a);
  add_unlinked (builder, a);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

static char *
margin_text (double margin_db)
{
  return isfinite (margin_db) ? g_strdup_printf (_("%.1f dB above the limit"), margin_db)
                              : g_strdup (_("level not known"));
}

static void
print_component (const Analysis *a, const DectChainComponent *component)
{
  if (component->root >= 0)
    g_print (_("Group of %u in cluster %d, synchronised from %s\n"), component->n_rfps,
             component->cluster, rfp_name (a->snapshot, component->root));
  else
    g_print (_("Group of %u in cluster %d\n"), component->n_rfps, component->cluster);
  for (guint i = 0; i < component->n_rfps; i++)
    {
      const DectChainNode *node = dect_chain_get_node (a->chain, component->rfps[i]);
      const char *name = rfp_name (a->snapshot, (gint) component->rfps[i]);
      g_autofree char *margin = margin_text (node->margin_db);

      if (node->parent < 0)
        g_print ("  %s\n", name);
      else
        g_print (_("  %s: level %d, from %s, %s; second path: %s\n"), name, node->level,
                 rfp_name (a->snapshot, node->parent), margin,
                 node->second >= 0 ? rfp_name (a->snapshot, node->second) : _("none"));
    }
}

static void
chain_text (const Analysis *a)
{
  guint n, n_cuts, n_single;
  const DectChainComponent *components = dect_chain_get_components (a->chain, &n);
  const DectChainCut *cuts = dect_chain_get_cuts (a->chain, &n_cuts);
  const DectChainSingleLink *single = dect_chain_get_single_links (a->chain, &n_single);

  for (guint i = 0; i < n; i++)
    print_component (a, &components[i]);
  for (guint i = 0; i < n_cuts; i++)
    g_print (ngettext ("If %s fails, %u base station is cut off.\n",
                       "If %s fails, %u base stations are cut off.\n", cuts[i].n_lost),
             rfp_name (a->snapshot, (gint) cuts[i].rfp), cuts[i].n_lost);
  for (guint i = 0; i < n_single; i++)
    g_print (_("Only link: %s to %s.\n"), rfp_name (a->snapshot, (gint) single[i].from),
             rfp_name (a->snapshot, (gint) single[i].to));
  print_unlinked (a);
  g_print ("%s\n", dect_chain_is_connected (a->chain) ? _("The chain is connected.")
                                                      : _("The chain is not connected."));
}

static DectExit
run_chain (char **arguments)
{
  g_auto (Analysis) analysis = { 0 };
  gboolean json = FALSE;
  DectExit exit;

  if (!analyse (arguments, &analysis, &json, &exit))
    return exit;
  if (json)
    chain_json (&analysis);
  else
    chain_text (&analysis);
  return dect_chain_is_connected (analysis.chain) ? DECT_EXIT_DONE : DECT_EXIT_FINDING;
}

const DectCommand dect_cli_check_commands[] = {
  { "check", "FILE [--json]", N_("check the plan against all rules"), run_check },
  { "chain", "FILE [--json]", N_("show groups, sync tree, cut base stations and only links"),
    run_chain },
  { NULL },
};
