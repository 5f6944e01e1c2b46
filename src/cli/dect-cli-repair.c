/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* "chain FILE --suggest" and "chain FILE --repair". */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chain/dect-repair.h"
#include "dect-cli.h"

typedef struct
{
  DectSite *site;
  DectSnapshot *snapshot;
  DectLinks *links;
  DectChain *chain;
  DectRepairTarget target;
  GPtrArray *repairs;
} Repairs;

static void
repairs_clear (Repairs *self)
{
  g_clear_pointer (&self->repairs, g_ptr_array_unref);
  g_clear_pointer (&self->chain, dect_chain_unref);
  g_clear_pointer (&self->links, dect_links_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_clear_object (&self->site);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Repairs, repairs_clear)

gboolean
dect_cli_wants_repair (char **arguments)
{
  for (guint i = 0; arguments[i] != NULL && strcmp (arguments[i], "--") != 0; i++)
    {
      if (strcmp (arguments[i], "--suggest") == 0 || strcmp (arguments[i], "--repair") == 0
          || g_str_has_prefix (arguments[i], "--repair="))
        return TRUE;
    }
  return FALSE;
}

/* --- What is to be repaired ------------------------------------------------------------------- */

static gint
find_rfp (DectSnapshot *snapshot, const char *name)
{
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    {
      if (g_strcmp0 (dect_snapshot_rfp (snapshot, i)->name, name) == 0)
        return (gint) i;
    }
  dect_cli_usage (_("There is no base station “%s” in this file."), name);
  return -1;
}

/* The worst of what one base station is weak in; what is asked for by two names is their link. */
static gboolean
find_target (Repairs *self, char **names)
{
  const DectChainNode *node;
  gint rfp = find_rfp (self->snapshot, names[0]);
  gint other = rfp >= 0 && names[1] != NULL ? find_rfp (self->snapshot, names[1]) : -1;
  guint n;

  if (rfp < 0 || (names[1] != NULL && other < 0))
    return FALSE;
  self->target.rfp = dect_snapshot_rfp (self->snapshot, (guint) rfp)->head.id;
  if (other >= 0)
    {
      self->target.kind = DECT_REPAIR_TARGET_LINK;
      self->target.other = dect_snapshot_rfp (self->snapshot, (guint) other)->head.id;
      return TRUE;
    }
  node = dect_chain_get_node (self->chain, (guint) rfp);
  self->target.kind = node->component >= 0 && node->level < 0 ? DECT_REPAIR_TARGET_GROUP
                                                              : DECT_REPAIR_TARGET_WEAK;
  const DectChainCut *cuts = dect_chain_get_cuts (self->chain, &n);
  for (guint i = 0; i < n; i++)
    {
      if (cuts[i].rfp == (guint) rfp)
        self->target.kind = DECT_REPAIR_TARGET_CUT;
    }
  return TRUE;
}

/* Who is meant in words: "base station 3 (Canteen)". */
static char *
describe_target (const Repairs *self)
{
  const DectRepairTarget *target = &self->target;
  g_autofree char *rfp = NULL;
  g_autofree char *other = NULL;

  if (target->kind == DECT_REPAIR_TARGET_NONE)
    return g_strdup (_("Nothing in the chain is weak."));
  rfp = dect_record_title (dect_snapshot_find (self->snapshot, target->rfp));
  if (target->other != 0)
    other = dect_record_title (dect_snapshot_find (self->snapshot, target->other));
  switch (target->kind)
    {
    case DECT_REPAIR_TARGET_GROUP:
      return g_strdup_printf (_("Out of reach: the group of %s."), rfp);
    case DECT_REPAIR_TARGET_CUT:
      return g_strdup_printf (_("Others hang on %s alone."), rfp);
    case DECT_REPAIR_TARGET_LINK:
      return g_strdup_printf (_("Others hang on the link between %s and %s alone."), rfp, other);
    case DECT_REPAIR_TARGET_WEAK:
    case DECT_REPAIR_TARGET_NONE:
    default:
      return g_strdup_printf (_("No neighbour is strong enough for %s."), rfp);
    }
}

/* --- Output ----------------------------------------------------------------------------------- */

static void
add_figures (JsonBuilder *builder, const char *name, const DectRepairFigures *figures)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  dect_json_add_integer (builder, "lost", figures->n_lost);
  dect_json_add_integer (builder, "groups", figures->n_groups);
  dect_json_add_integer (builder, "cuts", figures->n_cuts);
  dect_json_add_integer (builder, "single_links", figures->n_single_links);
  dect_json_add_integer (builder, "weak", figures->n_weak);
  dect_json_add_integer (builder, "worst_lost", figures->worst_lost);
  dect_json_add_integer (builder, "clusters", figures->n_clusters);
  dect_json_add_number (builder, "share", figures->share);
  dect_json_add_number (builder, "margin_db", figures->margin_db);
  json_builder_end_object (builder);
}

static const char *
name_of (DectSnapshot *snapshot, guint32 id)
{
  const DectRfp *rfp = dect_snapshot_find_rfp (snapshot, id);

  return rfp != NULL ? rfp->name : NULL;
}

static void
add_records (JsonBuilder *builder, const Repairs *self, DectRepair *repair)
{
  guint n_records, n_links;
  const DectRfp *const *records = dect_repair_get_records (repair, &n_records);
  const DectRepairLink *links = dect_repair_get_links (repair, &n_links);

  json_builder_set_member_name (builder, "rfps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_records; i++)
    {
      const DectRecord *floor = dect_snapshot_find (self->snapshot, records[i]->floor);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "name", records[i]->name);
      dect_json_add_boolean (builder, "new", records[i]->head.id == 0);
      dect_json_add_text (builder, "floor", floor != NULL ? DECT_FLOOR (floor)->name : NULL);
      dect_json_add_number (builder, "x_m", records[i]->x_m);
      dect_json_add_number (builder, "y_m", records[i]->y_m);
      dect_json_add_number (builder, "cluster",
                            records[i]->cluster == DECT_UNSET ? 1 : records[i]->cluster);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_links; i++)
    {
      json_builder_begin_object (builder);
      dect_json_add_text (builder, "from",
                          links[i].from != 0 ? name_of (self->snapshot, links[i].from)
                                             : records[0]->name);
      dect_json_add_text (builder, "to", name_of (self->snapshot, links[i].to));
      dect_json_add_number (builder, "margin_db", links[i].margin_db);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_repair (JsonBuilder *builder, const Repairs *self, DectRepair *repair)
{
  json_builder_begin_object (builder);
  dect_json_add_text (builder, "kind", dect_repair_kind_id (dect_repair_get_kind (repair)));
  dect_json_add_boolean (builder, "cure", dect_repair_is_cure (repair));
  dect_json_add_text (builder, "text", dect_repair_get_text (repair));
  dect_json_add_text (builder, "loss", dect_repair_get_loss (repair));
  add_records (builder, self, repair);
  add_figures (builder, "before", dect_repair_get_before (repair));
  add_figures (builder, "after", dect_repair_get_after (repair));
  json_builder_end_object (builder);
}

static void
print_json (const Repairs *self, guint applied)
{
  static const char *const kinds[] = { NULL, "group", "cut", "link", "weak" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "target");
  json_builder_begin_object (builder);
  dect_json_add_text (builder, "kind", kinds[self->target.kind]);
  dect_json_add_text (builder, "rfp", name_of (self->snapshot, self->target.rfp));
  dect_json_add_text (builder, "other", name_of (self->snapshot, self->target.other));
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "suggestions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->repairs->len; i++)
    add_repair (builder, self, g_ptr_array_index (self->repairs, i));
  json_builder_end_array (builder);
  if (applied > 0)
    dect_json_add_integer (builder, "applied", applied);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

static void
print_repair (DectRepair *repair, guint number)
{
  const DectRepairFigures *before = dect_repair_get_before (repair);
  const DectRepairFigures *after = dect_repair_get_after (repair);

  g_print ("%u. %s\n", number, dect_repair_get_text (repair));
  if (dect_repair_get_loss (repair) != NULL)
    g_print ("   %s\n", dect_repair_get_loss (repair));
  g_print (_("   out of reach %u → %u, cut base stations %u → %u, single links %u → %u, weak %u → "
              "%u, lost at the worst failure %u → %u\n"),
           before->n_lost, after->n_lost, before->n_cuts, after->n_cuts, before->n_single_links,
           after->n_single_links, before->n_weak, after->n_weak, before->worst_lost,
           after->worst_lost);
  if (isfinite (before->share))
    g_print (_("   coverage of the floor %.1f %% → %.1f %%\n"), 100.0 * before->share,
             100.0 * after->share);
}

static void
print_text (const Repairs *self)
{
  g_autofree char *target = describe_target (self);

  g_print ("%s\n", target);
  for (guint i = 0; i < self->repairs->len; i++)
    print_repair (g_ptr_array_index (self->repairs, i), i + 1);
  if (self->target.kind != DECT_REPAIR_TARGET_NONE && self->repairs->len == 0)
    g_print (_("No single base station moved or added cures that: see whether walls and buildings "
                "are where they are drawn, or place two.\n"));
}

/* --- Running ---------------------------------------------------------------------------------- */

static DectExit
apply (Repairs *self, const char *path, guint number, gboolean json)
{
  DectRepair *repair;
  const DectRepairFigures *after;
  DectExit exit;

  if (self->target.kind == DECT_REPAIR_TARGET_NONE)
    {
      g_autofree char *text = describe_target (self);

      g_print ("%s\n", text);
      return DECT_EXIT_DONE;
    }
  if (number < 1 || number > self->repairs->len)
    {
      if (self->repairs->len == 0)
        print_text (self);
      else
        dect_cli_usage (ngettext ("There is only %u suggestion.", "There are only %u suggestions.",
                                  self->repairs->len),
                        self->repairs->len);
      return self->repairs->len == 0 ? DECT_EXIT_FINDING : DECT_EXIT_USAGE;
    }
  repair = g_ptr_array_index (self->repairs, number - 1);
  after = dect_repair_get_after (repair);
  if (!dect_repair_apply (repair, self->site))
    g_assert_not_reached (); /* nobody else has the site */
  exit = dect_cli_save (self->site, path);
  if (exit != DECT_EXIT_DONE)
    return exit;
  if (json)
    print_json (self, number);
  else
    print_repair (repair, number);
  return after->n_lost > 0 ? DECT_EXIT_FINDING : DECT_EXIT_DONE;
}

static void
remove_argument (char **arguments, guint place)
{
  for (guint i = place; arguments[i] != NULL; i++)
    arguments[i] = arguments[i + 1];
}

/* "--repair", "--repair 2" or "--repair=2", taken out of the arguments: what follows it need not be
 * its number, which GOption cannot know. */
static gboolean
take_number (char **arguments, gboolean *asked, guint *number)
{
  *asked = FALSE;
  *number = 1;
  for (guint i = 0; arguments[i] != NULL && strcmp (arguments[i], "--") != 0;)
    {
      const char *text = NULL;

      if (g_str_has_prefix (arguments[i], "--repair="))
        text = arguments[i] + strlen ("--repair=");
      else if (strcmp (arguments[i], "--repair") != 0)
        {
          i++;
          continue;
        }
      remove_argument (arguments, i);
      *asked = TRUE;
      if (text == NULL && arguments[i] != NULL && *arguments[i] != '\0'
          && strspn (arguments[i], "0123456789") == strlen (arguments[i]))
        {
          text = arguments[i];
          remove_argument (arguments, i);
        }
      if (text == NULL)
        continue;
      *number = (guint) strtoul (text, NULL, 10);
      if (*text == '\0' || strspn (text, "0123456789") != strlen (text) || strlen (text) > 6)
        {
          dect_cli_usage (_("--repair wants the number of a suggestion, not “%s”."), text);
          return FALSE;
        }
    }
  return TRUE;
}

DectExit
dect_cli_repair (char **arguments)
{
  g_auto (Repairs) self = { 0 };
  g_auto (GStrv) names = NULL;
  gboolean json = FALSE, suggest = FALSE, repair;
  const GOptionEntry entries[] = {
    { "suggest", 0, 0, G_OPTION_ARG_NONE, &suggest, NULL, NULL },
    { "for", 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  guint number;
  DectExit exit = DECT_EXIT_DONE;

  if (!take_number (arguments, &repair, &number) || !dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  if (names != NULL && g_strv_length (names) > 2)
    return dect_cli_usage (_("--for wants one base station, or the two of a link."));
  self.site = dect_cli_open (arguments[0], &exit);
  if (self.site == NULL)
    return exit;
  self.snapshot = dect_site_snapshot (self.site);
  self.links = dect_links_new (self.snapshot, NULL, NULL);
  self.chain = dect_chain_new (self.snapshot, self.links);
  if (names == NULL)
    dect_repair_find_worst (self.snapshot, self.chain, &self.target);
  else if (!find_target (&self, names))
    return DECT_EXIT_USAGE;
  self.repairs = dect_repair_suggest (self.snapshot, self.links, self.chain, &self.target, NULL,
                                      NULL, NULL, NULL);
  if (repair)
    return apply (&self, arguments[0], number, json);
  if (json)
    print_json (&self, 0);
  else
    print_text (&self);
  return dect_chain_is_connected (self.chain) ? DECT_EXIT_DONE : DECT_EXIT_FINDING;
}
