/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chain/dect-repair.h"
#include "check/dect-check.h"
#include "model/dect-change.h"
#include "model/dect-history.h"
#include "radio/dect-radio-data.h"
#include "store/dect-sample.h"

#include "support/radio-sites.h"

#include <locale.h>
#include <string.h>

/* --- A site and what is known of it ------------------------------------------------------------ */

typedef struct
{
  DectSnapshot *snapshot;
  DectLinks *links;
  DectChain *chain;
} Known;

static void
known_clear (Known *self)
{
  g_clear_pointer (&self->chain, dect_chain_unref);
  g_clear_pointer (&self->links, dect_links_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

static Known
know (DectSnapshot *snapshot)
{
  Known self = { .snapshot = snapshot };
  g_autoptr (GError) error = NULL;

  self.links = dect_links_new (snapshot, NULL, &error);
  g_assert_no_error (error);
  self.chain = dect_chain_new (snapshot, self.links);
  return self;
}

static GPtrArray *
suggest (const Known *known, const DectRepairTarget *target)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = dect_repair_suggest (known->snapshot, known->links, known->chain, target, NULL,
                                          NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (found);
  return found;
}

static DectRepair *
find_kind (GPtrArray *found, DectRepairKind kind)
{
  for (guint i = 0; i < found->len; i++)
    {
      if (dect_repair_get_kind (g_ptr_array_index (found, i)) == kind)
        return g_ptr_array_index (found, i);
    }
  return NULL;
}

static guint
count_lost (DectChain *chain)
{
  guint n, lost = 0;
  const DectChainComponent *components = dect_chain_get_components (chain, &n);

  for (guint i = 0; i < n; i++)
    lost += components[i].root < 0 ? components[i].n_rfps : 0;
  return lost;
}

/* The figures of a suggestion, counted again on a site. */
static void
assert_figures (const DectRepairFigures *figures, DectChain *chain)
{
  guint n_cuts, n_singles;

  dect_chain_get_cuts (chain, &n_cuts);
  dect_chain_get_single_links (chain, &n_singles);
  g_assert_cmpuint (figures->n_cuts, ==, n_cuts);
  g_assert_cmpuint (figures->n_single_links, ==, n_singles);
  g_assert_cmpuint (figures->n_lost, ==, count_lost (chain));
  g_assert_cmpuint (figures->n_clusters, ==, dect_chain_get_n_clusters (chain));
}

static gboolean
is_weak_there (const Known *known, const DectRepairTarget *target)
{
  guint n;
  guint rfp = (guint) dect_snapshot_index (known->snapshot, target->rfp);
  const DectChainNode *node = dect_chain_get_node (known->chain, rfp);
  const DectChainCut *cuts = dect_chain_get_cuts (known->chain, &n);
  gboolean is_cut = FALSE;

  for (guint i = 0; i < n; i++)
    is_cut |= cuts[i].rfp == rfp;
  if (target->kind == DECT_REPAIR_TARGET_GROUP)
    return node->level < 0;
  if (target->kind == DECT_REPAIR_TARGET_CUT)
    return is_cut;
  if (target->kind == DECT_REPAIR_TARGET_WEAK)
    return node->parent >= 0
           && !(fmax (node->margin_db, node->second_margin_db) >= dect_limit_value ("weak-margin"));

  const DectChainSingleLink *singles = dect_chain_get_single_links (known->chain, &n);
  guint32 wanted = MIN (target->rfp, target->other);

  for (guint i = 0; i < n; i++)
    {
      guint32 from = dect_snapshot_rfp (known->snapshot, singles[i].from)->head.id;
      guint32 to = dect_snapshot_rfp (known->snapshot, singles[i].to)->head.id;

      if (MIN (from, to) == wanted && MAX (from, to) == MAX (target->rfp, target->other))
        return TRUE;
    }
  return FALSE;
}

/* Everything that is promised of a suggestion, on the real site. */
static void
assert_promises (const Known *known, DectRepair *repair)
{
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (known->snapshot);
  DectHistory *history = dect_site_get_history (site);
  const DectRepairFigures *before = dect_repair_get_before (repair);
  const DectRepairFigures *after = dect_repair_get_after (repair);
  guint n_rfps = dect_snapshot_count (known->snapshot, DECT_KIND_RFP);
  guint n_links;
  const DectRepairLink *links = dect_repair_get_links (repair, &n_links);

  g_assert_true (dect_repair_apply (repair, site));
  g_assert_cmpstr (dect_history_get_undo_label (history), ==, dect_repair_get_label (repair));
  {
    g_auto (Known) then = know (dect_site_snapshot (site));

    assert_figures (before, known->chain);
    assert_figures (after, then.chain);
    if (dect_repair_is_cure (repair))
      g_assert_false (is_weak_there (&then, dect_repair_get_target (repair)));
    for (guint i = 0; i < n_links; i++)
      {
        gint from = links[i].from != 0 ? dect_snapshot_index (then.snapshot, links[i].from)
                                       : (gint) n_rfps;
        gint to = dect_snapshot_index (then.snapshot, links[i].to);
        const DectRadioLink *link = dect_links_find (then.links, (guint) from, (guint) to);

        g_assert_true (link->usable);
        g_assert_cmpfloat_with_epsilon (link->margin_db, links[i].margin_db, 1e-9);
      }
  }
  if (dect_repair_get_target (repair)->kind != DECT_REPAIR_TARGET_GROUP)
    {
      g_assert_cmpuint (after->n_cuts, <=, before->n_cuts);
      g_assert_cmpuint (after->n_single_links, <=, before->n_single_links);
      g_assert_cmpuint (after->n_weak, <=, before->n_weak);
    }
  g_assert_cmpuint (after->n_lost, <=, before->n_lost);
  if (isfinite (before->share))
    g_assert_cmpfloat (after->share, >=, before->share - DECT_REPAIR_SHARE_LOSS);

  /* One step. */
  dect_history_undo (history);
  g_assert_false (dect_history_can_undo (history));
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_RFP)), ==, n_rfps);
  for (guint i = 0; i < n_rfps; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (known->snapshot, i);

      g_assert_true (
          dect_record_equal (dect_site_find_record (site, rfp->head.id), DECT_RECORD (rfp)));
    }
}

static void
assert_all_promises (const Known *known, GPtrArray *found)
{
  g_assert_cmpuint (found->len, <=, DECT_REPAIR_MAX);
  for (guint i = 0; i < found->len; i++)
    assert_promises (known, g_ptr_array_index (found, i));
}

/* --- The demo site ---------------------------------------------------------------------------- */

static Known
know_sample (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSite) site = dect_sample_new (&error);

  g_assert_no_error (error);
  return know (dect_site_snapshot (site));
}

static gboolean
has_finding (const Known *known, const char *rule)
{
  g_autoptr (GPtrArray) findings
      = dect_check_run (known->snapshot, known->links, known->chain, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      if (strcmp (dect_finding_get_rule (g_ptr_array_index (findings, i)), rule) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_sample (void)
{
  g_auto (Known) known = know_sample ();
  g_autoptr (GPtrArray) found = suggest (&known, NULL);
  DectRepair *best = g_ptr_array_index (found, 0);
  const DectRepairTarget *target = dect_repair_get_target (best);

  g_assert_true (has_finding (&known, "chain-cut"));
  g_assert_cmpint (target->kind, ==, DECT_REPAIR_TARGET_CUT);
  g_assert_cmpstr (dect_snapshot_find_rfp (known.snapshot, target->rfp)->name, ==, "Canteen");
  g_assert_true (dect_repair_is_cure (best));
  g_assert_cmpfloat (dect_repair_get_after (best)->margin_db, >=, 5);
  assert_all_promises (&known, found);

  g_autoptr (DectSite) site = dect_site_new_from_snapshot (known.snapshot);
  g_assert_true (dect_repair_apply (best, site));
  g_auto (Known) then = know (dect_site_snapshot (site));
  g_assert_true (dect_chain_is_connected (then.chain));
  g_assert_false (has_finding (&then, "chain-cut"));
  g_assert_false (has_finding (&then, "chain-single-link"));
  g_assert_false (has_finding (&then, "chain-weak"));
}

/* What a check finds leads to what repairs it. */
static void
test_findings (void)
{
  g_auto (Known) known = know_sample ();
  g_autoptr (GPtrArray) findings = dect_check_run (known.snapshot, known.links, known.chain, NULL);
  guint n_fixed = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      DectFinding *finding = g_ptr_array_index (findings, i);
      guint n_objects;
      const guint32 *objects = dect_finding_get_objects (finding, &n_objects);
      DectRepairTarget target;
      gboolean known_rule = dect_repair_target_of_finding (dect_finding_get_rule (finding), objects,
                                                           n_objects, &target);

      g_assert_cmpstr (dect_finding_get_fix (finding), ==, known_rule ? DECT_REPAIR_FIX : NULL);
      if (!known_rule)
        continue;
      g_autoptr (GPtrArray) found = suggest (&known, &target);
      g_assert_cmpuint (found->len, >, 0);
      assert_all_promises (&known, found);
      n_fixed++;
    }
  g_assert_cmpuint (n_fixed, ==, 3);
}

static void
test_target_of_finding (void)
{
  static const guint32 objects[] = { 7, 8, 9 };
  DectRepairTarget target;

  g_assert_true (dect_repair_target_of_finding ("chain-isolated", objects, 3, &target));
  g_assert_cmpint (target.kind, ==, DECT_REPAIR_TARGET_GROUP);
  g_assert_cmpuint (target.rfp, ==, 7);
  g_assert_cmpuint (target.other, ==, 0);
  g_assert_true (dect_repair_target_of_finding ("chain-single-link", objects, 2, &target));
  g_assert_cmpuint (target.other, ==, 8);
  g_assert_false (dect_repair_target_of_finding ("chain-single-link", objects, 1, &target));
  g_assert_false (dect_repair_target_of_finding ("chain-hops", objects, 3, &target));
  g_assert_cmpint (target.kind, ==, DECT_REPAIR_TARGET_NONE);
}

/* --- Small sites ------------------------------------------------------------------------------ */

/* A hall of 80 x 20 m with two walls across it at 40 m. */
typedef struct
{
  DectSnapshotBuilder *builder;
  guint32 floor;
} Hall;

static Hall
hall_new (void)
{
  Hall hall = { .builder = dect_snapshot_builder_new () };
  guint32 building = site_add_building (hall.builder, NAN, NAN);

  hall.floor = site_add_floor (hall.builder, building, 0, NULL, NULL);
  site_add_wall (hall.builder, hall.floor, 0, 0, 80, 0, "concrete-40");
  site_add_wall (hall.builder, hall.floor, 80, 0, 80, 20, "concrete-40");
  site_add_wall (hall.builder, hall.floor, 80, 20, 0, 20, "concrete-40");
  site_add_wall (hall.builder, hall.floor, 0, 20, 0, 0, "concrete-40");
  site_add_wall (hall.builder, hall.floor, 40, 0, 40, 20, "concrete-40");
  site_add_wall (hall.builder, hall.floor, 40.5, 0, 40.5, 20, "concrete-15");
  return hall;
}

static guint32
add_zone (DectSnapshotBuilder *builder,
          guint32 floor,
          DectZoneKind kind,
          double x1_m,
          double y1_m,
          double x2_m,
          double y2_m)
{
  DectZone *zone = dect_zone_new ();

  zone->floor = floor;
  zone->kind = kind;
  zone->x1_m = x1_m;
  zone->y1_m = y1_m;
  zone->x2_m = x2_m;
  zone->y2_m = y2_m;
  return dect_snapshot_builder_add (builder, DECT_RECORD (zone));
}

/* Two by two, out of each other's reach. */
static Hall
hall_of_two_groups (void)
{
  Hall hall = hall_new ();

  site_add_rfp (hall.builder, 1, hall.floor, 5, 5);
  site_add_rfp (hall.builder, 2, hall.floor, 15, 15);
  site_add_rfp (hall.builder, 3, hall.floor, 65, 5);
  site_add_rfp (hall.builder, 4, hall.floor, 75, 15);
  return hall;
}

static void
test_group (void)
{
  Hall hall = hall_of_two_groups ();
  g_auto (Known) known = know (dect_snapshot_builder_end (hall.builder));
  g_autoptr (GPtrArray) found = suggest (&known, NULL);
  DectRepair *cluster = find_kind (found, DECT_REPAIR_CLUSTER);
  guint n;

  g_assert_false (dect_chain_is_connected (known.chain));
  g_assert_nonnull (find_kind (found, DECT_REPAIR_ADD));
  g_assert_nonnull (cluster);
  g_assert_true (g_ptr_array_index (found, found->len - 1) == (gpointer) cluster);
  g_assert_true (dect_repair_is_cure (cluster));
  const DectRfp *const *records = dect_repair_get_records (cluster, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (records[0]->cluster, ==, 2);
  g_assert_cmpint (records[0]->preferred_sync + records[1]->preferred_sync, ==, 1);
  g_assert_cmpuint (dect_repair_get_after (cluster)->n_clusters, ==, 2);
  assert_all_promises (&known, found);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpuint (dect_repair_get_after (g_ptr_array_index (found, i))->n_lost, ==, 0);
}

/* What is suggested keeps out of zones where nothing may hang, within the walls, away from others.
 */
static void
assert_places (const Known *known, GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      DectRepair *repair = g_ptr_array_index (found, i);
      DectRepairKind kind = dect_repair_get_kind (repair);
      guint n;
      const DectRfp *rfp = dect_repair_get_records (repair, &n)[0];

      if (kind != DECT_REPAIR_MOVE && kind != DECT_REPAIR_ADD)
        continue;
      g_assert_cmpuint (n, ==, 1);
      for (guint k = 0; k < dect_snapshot_count (known->snapshot, DECT_KIND_ZONE); k++)
        {
          const DectZone *zone = dect_snapshot_zone (known->snapshot, k);

          g_assert_false (zone->floor == rfp->floor && rfp->x_m >= fmin (zone->x1_m, zone->x2_m)
                          && rfp->x_m <= fmax (zone->x1_m, zone->x2_m)
                          && rfp->y_m >= fmin (zone->y1_m, zone->y2_m)
                          && rfp->y_m <= fmax (zone->y1_m, zone->y2_m));
        }
      for (guint k = 0; k < dect_snapshot_count (known->snapshot, DECT_KIND_RFP); k++)
        {
          const DectRfp *other = dect_snapshot_rfp (known->snapshot, k);

          g_assert_false (other->head.id != rfp->head.id && other->floor == rfp->floor
                          && hypot (other->x_m - rfp->x_m, other->y_m - rfp->y_m)
                                 < DECT_REPAIR_APART_M);
        }
      g_assert_cmpfloat (rfp->x_m, >, 0);
      g_assert_cmpfloat (rfp->y_m, >, 0);
      g_assert_cmpfloat (rfp->x_m, <, 80);
      g_assert_cmpfloat (rfp->y_m, <, 40);
    }
}

/* Each time where it wanted to go is forbidden, it goes elsewhere. */
static void
test_forbidden (void)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (DectRfp *));
  DectSnapshot *snapshot;

  {
    Hall hall = hall_of_two_groups ();

    snapshot = dect_snapshot_builder_end (hall.builder);
  }
  for (guint round = 0; round < 6; round++)
    {
      g_auto (Known) known = know (snapshot);
      g_autoptr (GPtrArray) found = suggest (&known, NULL);
      DectRepair *add = find_kind (found, DECT_REPAIR_ADD);
      g_autoptr (DectZone) zone = dect_zone_new ();
      const DectRecord *records[1];
      guint n;

      assert_places (&known, found);
      if (add == NULL)
        {
          snapshot = NULL;
          break;
        }
      const DectRfp *rfp = dect_repair_get_records (add, &n)[0];
      zone->floor = rfp->floor;
      zone->kind = DECT_ZONE_FORBIDDEN;
      zone->x1_m = rfp->x_m + 8; /* corners in any order */
      zone->x2_m = rfp->x_m - 8;
      zone->y1_m = rfp->y_m - 8;
      zone->y2_m = rfp->y_m + 8;
      records[0] = DECT_RECORD (zone);
      snapshot = dect_snapshot_with (known.snapshot, records, 1);
      g_assert_cmpuint (dect_snapshot_count (snapshot, DECT_KIND_ZONE), ==, round + 1);
    }
  g_clear_pointer (&snapshot, dect_snapshot_unref);
}

static void
test_everything_forbidden (void)
{
  Hall hall = hall_of_two_groups ();
  g_auto (Known) known = { 0 };
  g_autoptr (GPtrArray) found = NULL;

  add_zone (hall.builder, hall.floor, DECT_ZONE_FORBIDDEN, -10, -10, 100, 100);
  known = know (dect_snapshot_builder_end (hall.builder));
  found = suggest (&known, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (dect_repair_get_kind (g_ptr_array_index (found, 0)), ==, DECT_REPAIR_CLUSTER);
}

/* Turned down to 1 mW they do not hear each other; nothing need be moved or bought. */
static void
test_power (void)
{
  Hall hall = hall_new ();
  g_auto (Known) known = { 0 };
  g_autoptr (GPtrArray) found = NULL;
  DectRfp *rfps[2];

  for (gint i = 0; i < 2; i++)
    {
      rfps[i] = dect_rfp_new ();
      rfps[i]->number = i + 1;
      rfps[i]->floor = hall.floor;
      rfps[i]->x_m = 3 + 30 * i;
      rfps[i]->y_m = 10;
      rfps[i]->power_mw = 1;
      dect_snapshot_builder_add (hall.builder, DECT_RECORD (rfps[i]));
    }
  site_add_wall (hall.builder, hall.floor, 20, 0, 20, 20, "concrete-15");
  known = know (dect_snapshot_builder_end (hall.builder));
  g_assert_false (dect_chain_is_connected (known.chain));
  found = suggest (&known, NULL);
  g_assert_cmpint (dect_repair_get_kind (g_ptr_array_index (found, 0)), ==, DECT_REPAIR_POWER);
  assert_all_promises (&known, found);
}

/* What was measured stays true until it is measured again, and the words say so. */
static void
test_measured (void)
{
  Hall hall = hall_new ();
  guint32 ids[3];
  g_auto (Known) known = { 0 };

  ids[0] = site_add_rfp (hall.builder, 1, hall.floor, 5, 5);
  ids[1] = site_add_rfp (hall.builder, 2, hall.floor, 5, 15);
  ids[2] = site_add_rfp (hall.builder, 3, hall.floor, 35, 10);
  site_add_link (hall.builder, ids[0], ids[2], -80, NAN, DECT_LINK_MEASURED);
  known = know (dect_snapshot_builder_end (hall.builder));

  DectRepairTarget target = { DECT_REPAIR_TARGET_LINK, ids[1], ids[2] };
  g_autoptr (GPtrArray) found = suggest (&known, &target);
  assert_all_promises (&known, found);
  g_assert_nonnull (find_kind (found, DECT_REPAIR_ADD));
  /* Neither can move to where the measured pair would do. */
  g_assert_null (find_kind (found, DECT_REPAIR_MOVE));
}

/* --- Applying later --------------------------------------------------------------------------- */

static void
test_apply_stale (void)
{
  Hall hall = hall_of_two_groups ();
  g_auto (Known) known = know (dect_snapshot_builder_end (hall.builder));
  g_autoptr (GPtrArray) found = suggest (&known, NULL);
  DectRepair *cluster = find_kind (found, DECT_REPAIR_CLUSTER);
  DectRepair *add = find_kind (found, DECT_REPAIR_ADD);
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (known.snapshot);
  DectHistory *history = dect_site_get_history (site);
  guint n;
  const DectRfp *record = dect_repair_get_records (cluster, &n)[0];
  DectRfp *changed = dect_rfp_copy (DECT_RFP (dect_site_find_record (site, record->head.id)));
  guint64 generation;

  changed->x_m += 1;
  dect_history_put_one (history, DECT_RECORD (changed), "Nudge", NULL);
  generation = dect_site_get_generation (site);
  g_assert_false (dect_repair_apply (cluster, site));
  g_assert_cmpuint (dect_site_get_generation (site), ==, generation);

  /* Another one took the number in between. */
  record = dect_repair_get_records (add, &n)[0];
  changed = dect_rfp_new ();
  changed->number = record->number;
  changed->name = g_strdup (record->name);
  dect_history_put_one (history, DECT_RECORD (changed), "Add", NULL);
  g_assert_true (dect_repair_apply (add, site));
  n = g_list_model_get_n_items (dect_site_list (site, DECT_KIND_RFP));
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (site, DECT_KIND_RFP), n - 1);
  const DectRfp *added = DECT_RFP (dect_item_get_record (item));
  g_assert_cmpint (added->number, ==, record->number + 1);
  g_assert_cmpstr (added->name, !=, record->name);
  g_assert_null (added->mac);

  /* Not in the middle of another step, not without its floor. */
  dect_history_begin (history, "Step", NULL);
  g_assert_false (dect_repair_apply (add, site));
  dect_history_remove (history, hall.floor);
  dect_history_commit (history);
  g_assert_false (dect_repair_apply (add, site));
}

static void
test_propose (void)
{
  static const struct
  {
    const char *last;
    gint number;
    const char *name;
  } cases[] = {
    { "AP-07", 7, "AP-08" },
    { "RFP 9", 9, "RFP 10" },
    { "Lab", 4, "RFP 5" },
    { "Room 12", 3, "RFP 4" },
    { "Base station no. 12345", 12345, "RFP 12346" },
    { NULL, 1, "RFP 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      DectRfp *rfp = dect_rfp_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectRfp) next = NULL;
      g_autoptr (DectRfp) third = NULL;

      rfp->name = g_strdup (cases[i].last);
      rfp->number = cases[i].number;
      rfp->mount_m = 3.5;
      rfp->power_mw = 100;
      dect_set_str (&rfp->model, "48");
      dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
      snapshot = dect_snapshot_builder_end (builder);
      next = dect_rfp_propose (snapshot, NULL, 0);
      g_assert_cmpint (next->number, ==, cases[i].number + 1);
      g_assert_cmpstr (next->name, ==, cases[i].name);
      g_assert_cmpstr (next->model, ==, "48");
      g_assert_cmpfloat (next->mount_m, ==, 3.5);
      g_assert_true (isnan (next->power_mw));
      g_assert_cmpint (next->role, ==, DECT_ROLE_MASTER);
      g_assert_null (next->mac);
      third = dect_rfp_propose (snapshot, dect_snapshot_rfp (snapshot, 0), next->number);
      g_assert_cmpint (third->number, ==, next->number + 1);
      g_assert_cmpfloat (third->power_mw, ==, 100);
      g_assert_cmpint (third->role, ==, DECT_ROLE_NORMAL);
    }
}

/* --- Properties ------------------------------------------------------------------------------- */

static DectSnapshot *
random_site (guint32 seed)
{
  static const char *const materials[]
      = { "brick-24", "concrete-15", "concrete-40", "plasterboard" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = site_add_building (builder, NAN, NAN);
  guint n_floors = 1 + (guint) g_rand_int_range (rand, 0, 2);

  for (guint f = 0; f < n_floors; f++)
    {
      guint32 floor = site_add_floor (builder, building, (gint) f, NULL, NULL);
      gint n_walls = g_rand_int_range (rand, 5, 40);
      gint n_rfps = g_rand_int_range (rand, 2, 6);

      site_add_wall (builder, floor, 0, 0, 80, 0, "concrete-40");
      site_add_wall (builder, floor, 80, 0, 80, 40, "concrete-40");
      site_add_wall (builder, floor, 80, 40, 0, 40, "concrete-40");
      site_add_wall (builder, floor, 0, 40, 0, 0, "concrete-40");
      for (gint i = 0; i < n_walls; i++)
        {
          double x = g_rand_double_range (rand, 0, 70);
          double y = g_rand_double_range (rand, 0, 30);
          gboolean along = g_rand_boolean (rand);

          site_add_wall (builder, floor, x, y, along ? x + 10 : x, along ? y : y + 10,
                         materials[g_rand_int_range (rand, 0, G_N_ELEMENTS (materials))]);
        }
      for (gint i = 0; i < n_rfps; i++)
        site_add_rfp (builder, (gint) f * 20 + i + 1, floor, g_rand_double_range (rand, 1, 79),
                      g_rand_double_range (rand, 1, 39));
      add_zone (builder, floor, DECT_ZONE_FORBIDDEN, g_rand_double_range (rand, 0, 80),
                g_rand_double_range (rand, 0, 40), g_rand_double_range (rand, 0, 80),
                g_rand_double_range (rand, 0, 40));
    }
  return dect_snapshot_builder_end (builder);
}

/* Of whatever is weak, on many sites. */
static void
test_random (void)
{
  guint n_cures[5] = { 0 };

  for (guint32 seed = 1; seed <= 40; seed++)
    {
      g_auto (Known) known = know (random_site (seed));
      g_autoptr (GPtrArray) findings
          = dect_check_run (known.snapshot, known.links, known.chain, NULL);

      for (guint i = 0; i < findings->len; i++)
        {
          DectFinding *finding = g_ptr_array_index (findings, i);
          guint n_objects;
          const guint32 *objects = dect_finding_get_objects (finding, &n_objects);
          DectRepairTarget target;

          if (!dect_repair_target_of_finding (dect_finding_get_rule (finding), objects, n_objects,
                                              &target))
            continue;
          g_autoptr (GPtrArray) found = suggest (&known, &target);
          g_autoptr (GPtrArray) again = suggest (&known, &target);
          assert_places (&known, found);
          assert_all_promises (&known, found);
          g_assert_cmpuint (found->len, ==, again->len);
          for (guint k = 0; k < found->len; k++)
            g_assert_cmpstr (dect_repair_get_text (g_ptr_array_index (found, k)), ==,
                             dect_repair_get_text (g_ptr_array_index (again, k)));
          n_cures[target.kind]
              += found->len > 0 && dect_repair_is_cure (g_ptr_array_index (found, 0));
        }
    }
  for (guint kind = DECT_REPAIR_TARGET_GROUP; kind <= DECT_REPAIR_TARGET_WEAK; kind++)
    {
      g_test_message ("kind %u: %u cures", kind, n_cures[kind]);
      g_assert_cmpuint (n_cures[kind], >, 0);
    }
}

/* Always the worst first, until nothing is weak or nothing helps: it ends, and nothing is out of
 * reach at the end that a base station between could reach. */
static void
test_until_done (void)
{
  guint n_clean = 0;

  for (guint32 seed = 101; seed <= 110; seed++)
    {
      DectSnapshot *snapshot = random_site (seed);
      guint n_steps = 0;

      while (snapshot != NULL)
        {
          g_auto (Known) known = know (g_steal_pointer (&snapshot));
          g_autoptr (GPtrArray) found = suggest (&known, NULL);
          DectRepairTarget target;

          n_clean += !dect_repair_find_worst (known.snapshot, known.chain, &target);
          if (found->len > 0)
            snapshot = dect_repair_dup_snapshot (g_ptr_array_index (found, 0), known.snapshot);
          g_assert_cmpuint (n_steps++, <, 60);
        }
    }
  g_assert_cmpuint (n_clean, >=, 8);
}

/* --- Odd ends --------------------------------------------------------------------------------- */

static void
test_nothing (void)
{
  g_auto (Known) empty = know (dect_snapshot_builder_end (dect_snapshot_builder_new ()));
  g_autoptr (GPtrArray) found = suggest (&empty, NULL);
  static const DectRepairTarget unknown[] = {
    { DECT_REPAIR_TARGET_GROUP, 99, 0 },
    { DECT_REPAIR_TARGET_CUT, 0, 0 },
    { DECT_REPAIR_TARGET_LINK, 99, 98 },
    { DECT_REPAIR_TARGET_WEAK, DECT_SITE_ID, 0 },
  };
  DectRepairTarget worst = { DECT_REPAIR_TARGET_CUT, 5, 5 };

  g_assert_cmpuint (found->len, ==, 0);
  g_assert_false (dect_repair_find_worst (empty.snapshot, empty.chain, &worst));
  g_assert_cmpint (worst.kind, ==, DECT_REPAIR_TARGET_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GPtrArray) none = suggest (&empty, &unknown[i]);

      g_assert_cmpuint (none->len, ==, 0);
    }
}

/* Measured bases without a place, a floor without walls, walls that are no walls, all at one point.
 */
static void
test_degenerate (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = site_add_building (builder, NAN, NAN);
  guint32 bare = site_add_floor (builder, building, 0, "office", NULL);
  guint32 odd = site_add_floor (builder, building, 1, NULL, NULL);
  guint32 first = site_add_rfp (builder, 1, 0, NAN, NAN);
  guint32 second = site_add_rfp (builder, 2, 0, NAN, NAN);

  site_add_link (builder, first, second, -60, 100, DECT_LINK_MEASURED);
  site_add_rfp (builder, 3, bare, 0, 0);
  site_add_rfp (builder, 4, bare, 400, 300);
  for (gint i = 0; i < 3; i++)
    site_add_rfp (builder, 5 + i, odd, 900, 900);
  site_add_wall (builder, odd, NAN, 0, 1, 1, NULL);
  site_add_wall (builder, odd, 5, 5, 5, 5, NULL);
  site_add_wall (builder, odd, 0, 0, INFINITY, 1, NULL);
  add_zone (builder, odd, DECT_ZONE_FORBIDDEN, NAN, 0, 1, 1);
  add_zone (builder, odd, DECT_ZONE_FORBIDDEN, 900, 900, 900, 900);

  g_auto (Known) known = know (dect_snapshot_builder_end (builder));
  for (guint i = 0; i < dect_snapshot_count (known.snapshot, DECT_KIND_RFP); i++)
    for (gint kind = DECT_REPAIR_TARGET_GROUP; kind <= DECT_REPAIR_TARGET_WEAK; kind++)
      {
        DectRepairTarget target = { kind, dect_snapshot_rfp (known.snapshot, i)->head.id, second };
        g_autoptr (GPtrArray) found = suggest (&known, &target);

        assert_all_promises (&known, found);
      }
}

static void
count_cb (const char *phase, double fraction, gpointer data)
{
  double *last = data;

  g_assert_nonnull (phase);
  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
cancel_cb (const char *phase, double fraction, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_cancel (void)
{
  g_auto (Known) known = know_sample ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  double fraction = 0.0;

  found = dect_repair_suggest (known.snapshot, known.links, known.chain, NULL, count_cb, &fraction,
                               cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fraction, >, 0.5);
  g_clear_pointer (&found, g_ptr_array_unref);
  found = dect_repair_suggest (known.snapshot, known.links, known.chain, NULL, cancel_cb,
                               cancellable, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (found);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain/repair/sample", test_sample);
  g_test_add_func ("/chain/repair/findings", test_findings);
  g_test_add_func ("/chain/repair/target-of-finding", test_target_of_finding);
  g_test_add_func ("/chain/repair/group", test_group);
  g_test_add_func ("/chain/repair/forbidden", test_forbidden);
  g_test_add_func ("/chain/repair/everything-forbidden", test_everything_forbidden);
  g_test_add_func ("/chain/repair/power", test_power);
  g_test_add_func ("/chain/repair/measured", test_measured);
  g_test_add_func ("/chain/repair/apply-stale", test_apply_stale);
  g_test_add_func ("/chain/repair/propose", test_propose);
  g_test_add_func ("/chain/repair/random", test_random);
  g_test_add_func ("/chain/repair/until-done", test_until_done);
  g_test_add_func ("/chain/repair/nothing", test_nothing);
  g_test_add_func ("/chain/repair/degenerate", test_degenerate);
  g_test_add_func ("/chain/repair/cancel", test_cancel);
  return g_test_run ();
}
