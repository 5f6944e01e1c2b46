/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* "handoverctl chain --json". The names of the members are stable; what is not known is null. */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include "dect-cli-chain.h"

#include "chain/dect-hop-limits.h"

#include <math.h>

static void
begin_list (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_name (JsonBuilder *builder, const DectCliChain *self, const char *member, gint rfp)
{
  dect_json_add_text (builder, member, dect_cli_chain_name (self->snapshot, rfp));
}

static void
add_names (
    JsonBuilder *builder, const DectCliChain *self, const char *member, const guint *rfps, guint n)
{
  begin_list (builder, member);
  for (guint i = 0; i < n; i++)
    json_builder_add_string_value (builder, dect_cli_chain_name (self->snapshot, (gint) rfps[i]));
  json_builder_end_array (builder);
}

/* --- The chain -------------------------------------------------------------------------------- */

static void
add_suggested_root (JsonBuilder *builder, const DectCliChain *self, guint component)
{
  DectChainRoot root;

  if (!dect_chain_suggest_root (self->chain, component, &root))
    {
      dect_json_add_null (builder, "suggested_root");
      return;
    }
  json_builder_set_member_name (builder, "suggested_root");
  json_builder_begin_object (builder);
  add_name (builder, self, "rfp", (gint) root.rfp);
  dect_json_add_integer (builder, "hops", root.hops);
  dect_json_add_integer (builder, "hops_now", root.hops_now);
  dect_json_add_number (builder, "mean_margin_db", root.mean_margin_db);
  dect_json_add_number (builder, "mean_margin_now_db", root.mean_margin_now_db);
  json_builder_end_object (builder);
}

static void
add_components (JsonBuilder *builder, const DectCliChain *self)
{
  guint n;
  const DectChainComponent *components = dect_chain_get_components (self->chain, &n);

  begin_list (builder, "components");
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      dect_json_add_integer (builder, "cluster", components[i].cluster);
      add_name (builder, self, "root", components[i].root);
      add_names (builder, self, "rfps", components[i].rfps, components[i].n_rfps);
      dect_json_add_integer (builder, "missing_links", components[i].n_missing_links);
      add_suggested_root (builder, self, i);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_nodes (JsonBuilder *builder, const DectCliChain *self)
{
  begin_list (builder, "rfps");
  for (guint i = 0; i < dect_snapshot_count (self->snapshot, DECT_KIND_RFP); i++)
    {
      const DectChainNode *node = dect_chain_get_node (self->chain, i);
      guint n;
      const guint *blocks = dect_chain_get_blocks_of (self->chain, i, &n);

      json_builder_begin_object (builder);
      add_name (builder, self, "name", (gint) i);
      dect_json_add_integer (builder, "component", node->component);
      dect_json_add_integer (builder, "level", node->level);
      add_name (builder, self, "parent", node->parent);
      dect_json_add_number (builder, "margin_db", node->margin_db);
      dect_json_add_number (builder, "path_margin_db", node->path_margin_db);
      add_name (builder, self, "second", node->second);
      dect_json_add_number (builder, "second_margin_db", node->second_margin_db);
      add_name (builder, self, "widest_parent", node->widest);
      dect_json_add_number (builder, "widest_margin_db", node->widest_margin_db);
      dect_json_add_integer (builder, "n_neighbours", node->n_neighbours);
      dect_json_add_integer (builder, "n_strong", node->n_strong);
      begin_list (builder, "blocks");
      for (guint k = 0; k < n; k++)
        json_builder_add_int_value (builder, blocks[k]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_links (JsonBuilder *builder, const DectCliChain *self)
{
  guint n;
  const DectRadioLink *links = dect_links_list (self->links, &n);

  begin_list (builder, "links");
  for (guint i = 0; i < n; i++)
    {
      if (!links[i].usable && links[i].source == DECT_LINK_SOURCE_PREDICTED)
        continue;
      json_builder_begin_object (builder);
      add_name (builder, self, "from", (gint) links[i].a);
      add_name (builder, self, "to", (gint) links[i].b);
      dect_json_add_number (builder, "forward_dbm", links[i].level_ab_dbm);
      dect_json_add_number (builder, "backward_dbm", links[i].level_ba_dbm);
      dect_json_add_text (builder, "source", dect_link_source_id (links[i].source));
      dect_json_add_boolean (builder, "usable", links[i].usable);
      dect_json_add_number (builder, "margin_db", links[i].margin_db);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_cuts (JsonBuilder *builder, const DectCliChain *self)
{
  guint n;
  const DectChainCut *cuts = dect_chain_get_cuts (self->chain, &n);

  begin_list (builder, "cuts");
  for (guint i = 0; i < n; i++)
    {
      guint n_lost;
      g_autofree guint *lost = dect_chain_dup_cut_lost (self->chain, i, &n_lost);

      json_builder_begin_object (builder);
      add_name (builder, self, "rfp", (gint) cuts[i].rfp);
      add_names (builder, self, "lost", lost, n_lost);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_single_links (JsonBuilder *builder, const DectCliChain *self)
{
  guint n;
  const DectChainSingleLink *single = dect_chain_get_single_links (self->chain, &n);

  begin_list (builder, "single_links");
  for (guint i = 0; i < n; i++)
    {
      guint n_lost;
      g_autofree guint *lost = dect_chain_dup_single_link_lost (self->chain, i, &n_lost);

      json_builder_begin_object (builder);
      add_name (builder, self, "from", (gint) single[i].from);
      add_name (builder, self, "to", (gint) single[i].to);
      dect_json_add_number (builder, "margin_db", single[i].margin_db);
      add_names (builder, self, "lost", lost, n_lost);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_blocks (JsonBuilder *builder, const DectCliChain *self)
{
  guint n;
  const DectChainBlock *blocks = dect_chain_get_blocks (self->chain, &n);

  begin_list (builder, "blocks");
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      dect_json_add_integer (builder, "component", blocks[i].component);
      add_names (builder, self, "rfps", blocks[i].rfps, blocks[i].n_rfps);
      dect_json_add_boolean (builder, "leaf", blocks[i].n_cuts == 1);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Buildings without a place on the site: what is not known must be said where links are shown. */
static void
add_unlinked (JsonBuilder *builder, const DectCliChain *self)
{
  guint n;
  const guint32 *buildings = dect_links_get_unlinked_buildings (self->links, &n);

  begin_list (builder, "unlinked_buildings");
  for (guint i = 0; i < n; i++)
    {
      const char *name = dect_snapshot_find_building (self->snapshot, buildings[i])->name;

      json_builder_add_string_value (builder, name != NULL ? name : "?");
    }
  json_builder_end_array (builder);
}

static void
add_hop_limits (JsonBuilder *builder, const DectCliChain *self)
{
  guint hops = dect_chain_get_max_level (self->chain);
  guint n_exceeded = dect_hop_limits_exceeded (hops);
  guint n;
  const DectHopLimit *limits = dect_hop_limit_list (&n);

  dect_json_add_integer (builder, "hops", hops);
  begin_list (builder, "hop_limits");
  for (guint i = 0; i < n; i++)
    {
      gboolean known = limits[i].value > 0;

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "id", limits[i].id);
      dect_json_add_text (builder, "vendor", limits[i].vendor);
      dect_json_add_number (builder, "value", known ? limits[i].value : (double) NAN);
      dect_json_add_text (builder, "unit", limits[i].unit);
      dect_json_add_number (builder, "max_hops", known ? limits[i].max_hops : (double) NAN);
      dect_json_add_boolean (builder, "exceeded", i < n_exceeded);
      dect_json_add_boolean (builder, "verified", limits[i].verified);
      dect_json_add_text (builder, "source", limits[i].source);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* --- Failures --------------------------------------------------------------------------------- */

/* The members of an object that is open. */
static void
add_outcome (JsonBuilder *builder,
             const DectCliChain *self,
             const guint *lost,
             guint n_lost,
             guint n_synchronised,
             double covered_share)
{
  guint n_members = dect_chain_get_n_members (self->chain);

  add_names (builder, self, "lost", lost, n_lost);
  dect_json_add_integer (builder, "n_synchronised", n_synchronised);
  dect_json_add_number (builder, "synchronised_share", (double) n_synchronised / n_members);
  dect_json_add_number (builder, "covered_share", covered_share);
}

static void
add_failure (JsonBuilder *builder, const DectCliChain *self, const DectFailure *failure)
{
  guint n_lost;
  g_autofree guint *lost = NULL;

  if (failure == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  lost = dect_failures_dup_lost (self->failures, failure, &n_lost);
  json_builder_begin_object (builder);
  dect_json_add_text (builder, "name", failure->name);
  add_names (builder, self, "failed", failure->rfps, failure->n_rfps);
  add_outcome (builder, self, lost, n_lost, failure->n_synchronised,
               self->survival != NULL ? dect_survival_get_share (self->survival, failure)
                                      : (double) NAN);
  json_builder_end_object (builder);
}

/* The worst of each kind: by RFPs that are synchronised, and by area where it was asked for. */
static void
add_survivability (JsonBuilder *builder, const DectCliChain *self)
{
  json_builder_set_member_name (builder, "survivability");
  json_builder_begin_object (builder);
  dect_json_add_integer (builder, "n_rfps", dect_chain_get_n_members (self->chain));
  dect_json_add_integer (builder, "n_synchronised",
                         dect_failures_get_n_synchronised (self->failures));
  dect_json_add_number (builder, "synchronised_share",
                        dect_failures_get_share (self->failures, NULL));
  dect_json_add_number (builder, "area_m2",
                        self->survival != NULL ? dect_survival_get_area (self->survival)
                                               : (double) NAN);
  dect_json_add_number (builder, "covered_share",
                        self->survival != NULL ? dect_survival_get_share (self->survival, NULL)
                                               : (double) NAN);
  json_builder_set_member_name (builder, "worst");
  json_builder_begin_object (builder);
  for (guint kind = 0; kind < DECT_N_FAILURE_KINDS; kind++)
    {
      json_builder_set_member_name (builder, dect_failure_kind_id (kind));
      add_failure (builder, self, dect_failures_worst (self->failures, kind));
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "worst_by_area");
  json_builder_begin_object (builder);
  for (guint kind = 0; kind < DECT_N_FAILURE_KINDS; kind++)
    {
      json_builder_set_member_name (builder, dect_failure_kind_id (kind));
      add_failure (builder, self,
                   self->survival != NULL ? dect_survival_worst (self->survival, kind) : NULL);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_failures (JsonBuilder *builder, const DectCliChain *self)
{
  json_builder_set_member_name (builder, "failures");
  json_builder_begin_object (builder);
  dect_json_add_boolean (builder, "doubles_complete", dect_failures_is_complete (self->failures));
  for (guint kind = 0; kind < DECT_N_FAILURE_KINDS; kind++)
    {
      guint n;
      const DectFailure *list = dect_failures_list (self->failures, kind, &n);

      json_builder_set_member_name (builder, dect_failure_kind_id (kind));
      json_builder_begin_object (builder);
      dect_json_add_integer (builder, "n_examined", dect_failures_count (self->failures, kind));
      dect_json_add_integer (builder, "n_losing",
                             dect_failures_count_losing (self->failures, kind));
      begin_list (builder, "worst_first");
      for (guint i = 0; i < n; i++)
        add_failure (builder, self, &list[i]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_what_if (JsonBuilder *builder, const DectCliChain *self)
{
  const guint *rfps = &g_array_index (self->what_if, guint, 0);
  guint n_lost, n_synchronised;
  g_autofree guint *lost
      = dect_failures_test (self->chain, rfps, self->what_if->len, &n_lost, &n_synchronised);

  json_builder_set_member_name (builder, "what_if");
  json_builder_begin_object (builder);
  add_names (builder, self, "failed", rfps, self->what_if->len);
  add_outcome (builder, self, lost, n_lost, n_synchronised,
               self->survival != NULL
                   ? dect_survival_test (self->survival, rfps, self->what_if->len)
                   : (double) NAN);
  json_builder_end_object (builder);
}

/* --- All of it -------------------------------------------------------------------------------- */

void
dect_cli_chain_print_json (const DectCliChain *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dect_json_add_boolean (builder, "connected", dect_chain_is_connected (self->chain));
  dect_json_add_number (builder, "sync_limit_dbm", dect_links_get_sync_limit (self->links));
  add_components (builder, self);
  add_nodes (builder, self);
  add_links (builder, self);
  add_cuts (builder, self);
  add_single_links (builder, self);
  add_blocks (builder, self);
  add_unlinked (builder, self);
  add_hop_limits (builder, self);
  add_survivability (builder, self);
  if (self->survival != NULL)
    add_failures (builder, self);
  if (self->what_if != NULL)
    add_what_if (builder, self);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}
