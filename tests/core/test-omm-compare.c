/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "model/dect-history.h"
#include "omm/dect-omm-compare.h"
#include "support/test-site.h"

/* Two base stations of one floor, a third that is not placed; ids 1 building, 2 floor, 3 to 5. */
static DectSnapshot *
site_new (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  test_site_add (builder, DECT_KIND_BUILDING, "name=House A");
  test_site_add (builder, DECT_KIND_FLOOR, "name=Floor 1|building=#1|level=0|environment=office");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Lab|number=1|mac=00:30:42:AA:00:01|model=43|floor=#2|x_m=2|y_m=3|room=12");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Hall|number=2|mac=00:30:42:AA:00:02|model=35|floor=#2|x_m=14|y_m=3");
  test_site_add (builder, DECT_KIND_RFP, "name=Attic|number=3|mac=00:30:42:AA:00:03");
  return dect_snapshot_builder_end (builder);
}

static DectOmmRfp *
build (
    DectOmmSystem *system, const char *mac, const char *name, const char *floor, const char *room)
{
  DectOmmRfp *rfp = dect_omm_system_add_rfp (system, mac);

  rfp->id = (gint) system->rfps->len - 1;
  rfp->name = g_strdup (name);
  rfp->hierarchy[0] = floor != NULL ? g_strdup ("House A") : NULL;
  rfp->hierarchy[1] = g_strdup (floor);
  rfp->hierarchy[2] = g_strdup (room);
  rfp->connected = 1;
  rfp->sync = DECT_OMM_SYNC_SYNCED;
  return rfp;
}

/* What site_new () plans, built as it is planned. */
static DectOmmSystem *
system_new (void)
{
  DectOmmSystem *system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);

  build (system, "003042aa0001", "Lab", "Floor 1", "12")->model = g_strdup ("43");
  build (system, "003042aa0002", "Hall", "Floor 1", NULL)->model = g_strdup ("35");
  build (system, "003042aa0003", "Attic", NULL, NULL);
  return system;
}

static DectOmmRfp *
nth (DectOmmSystem *system, guint i)
{
  return g_ptr_array_index (system->rfps, i);
}

/* "kind title: text" of each difference, one a line. */
static void
assert_differences (DectSnapshot *snapshot, DectOmmSystem *system, const char *expected)
{
  g_autoptr (DectOmmReport) report = dect_omm_system_compare (snapshot, NULL, system, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < report->differences->len; i++)
    {
      const DectOmmDifference *difference = g_ptr_array_index (report->differences, i);
      g_autofree char *words = dect_omm_difference_dup_text (difference);

      g_string_append_printf (text, "%s %s: %s\n", dect_omm_difference_kind_id (difference->kind),
                              difference->title, words);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_equal (void)
{
  g_autoptr (DectSnapshot) snapshot = site_new ();
  g_autoptr (DectOmmSystem) system = system_new ();

  assert_differences (snapshot, system, "");
}

/* Each kind of difference in one base station, and nothing else. */
static void
test_rfps (void)
{
  g_autoptr (DectSnapshot) snapshot = site_new ();
  g_autoptr (DectOmmSystem) system = system_new ();

  g_free (nth (system, 0)->hierarchy[1]);
  nth (system, 0)->hierarchy[1] = g_strdup ("Floor 2");
  nth (system, 0)->cluster = 2;
  nth (system, 0)->preferred_sync = 1;
  nth (system, 0)->site = 3;
  nth (system, 0)->sync = DECT_OMM_SYNC_SEARCHING;
  g_free (nth (system, 1)->model);
  nth (system, 1)->model = g_strdup ("45");
  nth (system, 1)->connected = 0;
  nth (system, 1)->sync = DECT_OMM_SYNC_NOT_SYNCED;
  nth (system, 2)->captured = TRUE;
  build (system, "003042aa0009", "Spare", NULL, NULL);
  build (system, "003042aa000a", NULL, NULL, NULL)->captured = TRUE;
  assert_differences (
      snapshot, system,
      "missing base station 3 (Attic): it tried to connect\n"
      "unknown base station Spare: \n"
      "captured base station 00:30:42:AA:00:0A: \n"
      "place base station 1 (Lab): Floor: planned House A, Floor 1, in the OMM House A, Floor 2\n"
      "model base station 2 (Hall): Model: planned RFP 35 IP, in the OMM RFP 45 IP\n"
      "setting base station 1 (Lab): Cluster: planned 1, in the OMM 2\n"
      "setting base station 1 (Lab): OMM site: planned 1, in the OMM 3\n"
      "setting base station 1 (Lab): Preferred sync: planned no, in the OMM yes\n"
      "not-connected base station 2 (Hall): \n"
      "not-synchronised base station 1 (Lab): it looks for one to follow\n");
}

/* What the OMM or the plan does not tell differs from nothing. */
static void
test_untold (void)
{
  g_autoptr (DectSnapshot) snapshot = site_new ();
  g_autoptr (DectOmmSystem) system = system_new ();

  nth (system, 1)->connected = DECT_OMM_UNSET;
  nth (system, 1)->sync = DECT_OMM_SYNC_UNKNOWN;
  g_clear_pointer (&nth (system, 1)->model, g_free);
  nth (system, 2)->hierarchy[2] = g_strdup ("somewhere");
  nth (system, 2)->paging_area = 4;
  assert_differences (snapshot, system, "");
}

/* Other hardware under the planned name is one difference and not two; two with one name are not
 * guessed. */
static void
test_device (void)
{
  g_autoptr (DectSnapshot) snapshot = site_new ();
  g_autoptr (DectOmmSystem) system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);

  build (system, "003042aa0001", "Lab", "Floor 1", "12");
  build (system, "003042aa0077", "Hall", "Floor 1", NULL);
  build (system, "003042aa0078", "Attic", NULL, NULL);
  build (system, "003042aa0079", "Attic", NULL, NULL);
  assert_differences (snapshot, system,
                      "missing base station 3 (Attic): \n"
                      "unknown base station Attic: \n"
                      "unknown base station Attic: \n"
                      "device base station 2 (Hall): MAC address: planned 00:30:42:AA:00:02, in "
                      "the OMM 00:30:42:AA:00:77\n");
}

/* The drawing counts only where it is ours. */
static void
test_drawing (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectOmmSystem) system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);
  g_autoptr (DectSnapshot) snapshot = NULL;

  test_site_add (builder, DECT_KIND_BUILDING, "name=House A");
  test_site_add (builder, DECT_KIND_FLOOR, "name=Floor 1|building=#1|level=0");
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *mac = g_strdup_printf ("003042aa000%u", i);
      DectOmmRfp *built = build (system, mac, NULL, "Floor 1", NULL);

      test_site_add_with (builder, DECT_KIND_RFP, "number=%u|mac=%s|floor=#2|x_m=%u|y_m=1", i, mac,
                          i);
      built->x = dect_omm_drawing_units (i, system->units_per_metre);
      built->y = dect_omm_drawing_units (1, system->units_per_metre);
    }
  snapshot = dect_snapshot_builder_end (builder);
  g_assert_cmpint (nth (system, 2)->x, ==, 30);
  g_assert_cmpint (nth (system, 2)->y, ==, 10);
  nth (system, 0)->x++; /* rounding */
  assert_differences (snapshot, system, "");
  nth (system, 2)->x = 120;
  assert_differences (
      snapshot, system,
      "place base station 3: Place: planned 3.0 m, 1.0 m, in the OMM 12.0 m, 1.0 m\n");
  nth (system, 1)->y = 300; /* one of three is no drawing of ours */
  assert_differences (snapshot, system, "");
  nth (system, 1)->y = 10;
  nth (system, 2)->x = nth (system, 2)->y = 0; /* not placed there */
  assert_differences (snapshot, system, "");

  nth (system, 2)->x = 120;
  nth (system, 2)->y = 10;
  system->units_per_metre = 0;
  assert_differences (snapshot, system, "");

  g_assert_cmpint (dect_omm_drawing_units (NAN, 10), ==, DECT_OMM_UNSET);
  g_assert_cmpint (dect_omm_drawing_units (1e9, 10), ==, DECT_OMM_UNSET);
  g_assert_cmpint (dect_omm_drawing_units (-1.26, 10), ==, -13);
  g_assert_cmpint (dect_omm_drawing_units (2, 0), ==, DECT_OMM_UNSET);
}

static DectSnapshot *
with_park (const char *park)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectRecord *info = dect_record_new (DECT_KIND_SITE);

  dect_field_set_text (dect_kind_field (DECT_KIND_SITE, "park"), info, park, NULL);
  dect_snapshot_builder_add (builder, info);
  return dect_snapshot_builder_end (builder);
}

static void
test_park (void)
{
  g_autoptr (DectSnapshot) keypad = with_park ("31100523425404");
  g_autoptr (DectSnapshot) other = with_park ("1F102F0E86");
  g_autoptr (DectSnapshot) none = with_park ("");
  g_autoptr (DectOmmSystem) system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);
  g_autoptr (DectOmmReport) report = NULL;
  const DectOmmDifference *difference;

  assert_differences (other, system, "");
  system->park = g_strdup ("1F102A7158");
  assert_differences (keypad, system, "");
  report = dect_omm_system_compare (other, NULL, system, NULL);
  g_assert_cmpuint (report->differences->len, ==, 1);
  difference = g_ptr_array_index (report->differences, 0);
  g_assert_cmpint (difference->kind, ==, DECT_OMM_DIFFERENCE_PARK);
  g_assert_cmpstr (difference->planned, ==, "1F102F0E86 (on a handset 31100570350302)");
  g_assert_cmpstr (difference->built, ==, "1F102A7158 (on a handset 31100523425404)");
  g_clear_pointer (&report, dect_omm_report_free);
  report = dect_omm_system_compare (none, NULL, system, NULL);
  g_assert_cmpuint (dect_omm_report_count (report, DECT_OMM_DIFFERENCE_PARK), ==, 1);
}

static void
add_handset (
    DectOmmSystem *system, const char *ipei, const char *number, const char *name, gint subscribed)
{
  DectOmmHandset *handset = dect_omm_system_add_handset (system);

  handset->ipei = g_strdup (ipei);
  handset->number = g_strdup (number);
  handset->name = g_strdup (name);
  handset->subscribed = subscribed;
}

static void
test_handsets (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectOmmSystem) system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);
  g_autoptr (DectOmmSystem) backup = dect_omm_system_new (DECT_OMM_ORIGIN_BACKUP);
  g_autoptr (DectSnapshot) snapshot = NULL;

  test_site_add (builder, DECT_KIND_HANDSET, "ipei=0007701154842|number=401|name=Night");
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=1299901000410|number=402");
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=0081008625768|number=403");
  test_site_add (builder, DECT_KIND_HANDSET, "number=404");
  snapshot = dect_snapshot_builder_end (builder);
  /* 402 moved to the first handset; 403 is another device; 405 is nobody's. */
  add_handset (system, "0007701154842", "402", "Day", 1);
  add_handset (system, "1230800040635", "403", NULL, 0);
  add_handset (system, NULL, "404", NULL, DECT_OMM_UNSET);
  add_handset (system, "0291403766637", "405", NULL, 1);
  assert_differences (snapshot, system,
                      "missing handset 402: \n"
                      "unknown handset 405: \n"
                      "device handset 403: IPEI: planned 00810 0862576 8, in the "
                      "OMM 12308 0004063 5\n"
                      "setting handset Night: Number: planned 401, in the OMM 402\n"
                      "setting handset Night: Name: planned Night, in the OMM Day\n"
                      "not-subscribed handset 403: \n");
  /* A backup without handsets says nothing about them. */
  assert_differences (snapshot, backup, "");
}

/* --- Levels ---------------------------------------------------------------------------------------- */

static void
hear (DectOmmSystem *system, const char *from, const char *to, gint rssi, gboolean lost)
{
  DectOmmHeard *heard = dect_omm_system_add_heard (system, from, to);

  heard->rssi = rssi;
  heard->lost = lost;
}

static void
test_scales (void)
{
  g_autoptr (DectOmmSystem) system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);
  const DectOmmScale *dbm = dect_omm_scale_find ("dbm");
  const DectOmmScale *offset = dect_omm_scale_find ("offset-100");

  g_assert_nonnull (dbm);
  g_assert_nonnull (offset);
  g_assert_null (dect_omm_scale_find ("none"));
  g_assert_cmpfloat (dect_omm_scale_level (dbm, -61), ==, -61);
  g_assert_cmpfloat (dect_omm_scale_level (offset, 39), ==, -61);
  g_assert_true (isnan (dect_omm_scale_level (dbm, DECT_OMM_UNSET)));
  g_assert_true (dect_omm_scale_suggest (system) == dbm);
  hear (system, "003042aa0001", "003042aa0002", 39, FALSE);
  g_assert_true (dect_omm_scale_suggest (system) == offset);
  hear (system, "003042aa0001", "003042aa0002", -500, TRUE); /* lost: its level says nothing */
  g_assert_true (dect_omm_scale_suggest (system) == offset);
  hear (system, "003042aa0001", "003042aa0002", -60,
        FALSE); /* fits dBm, not the others: none fits all */
  g_assert_true (dect_omm_scale_suggest (system) == dbm);
}

static const DectOmmLink *
nth_link (const DectOmmReport *report, guint i)
{
  g_assert_cmpuint (i, <, report->links->len);
  return g_ptr_array_index (report->links, i);
}

static void
test_links (void)
{
  g_autoptr (DectSnapshot) snapshot = site_new ();
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectOmmSystem) system = system_new ();
  g_autoptr (DectOmmReport) report = NULL;
  const DectRadioLink *planned = dect_links_find (links, 0, 1);

  g_assert_nonnull (planned);
  hear (system, "003042aa0002", "003042aa0001", 41, FALSE);
  hear (system, "003042aa0099", "003042aa0001", 12, FALSE);
  report = dect_omm_system_compare (snapshot, links, system, NULL);
  g_assert_cmpstr (report->scale->id, ==, "offset-100");
  g_assert_cmpuint (report->links->len, ==, 3);
  g_assert_cmpuint (nth_link (report, 0)->from, ==, 4);
  g_assert_cmpuint (nth_link (report, 0)->to, ==, 3);
  g_assert_cmpstr (nth_link (report, 0)->from_title, ==, "Hall");
  g_assert_cmpfloat (nth_link (report, 0)->measured_dbm, ==, -59);
  g_assert_cmpfloat (nth_link (report, 0)->predicted_dbm, ==, planned->predicted_ba_dbm);
  g_assert_cmpuint (nth_link (report, 1)->from, ==, 0);
  g_assert_cmpstr (nth_link (report, 1)->from_title, ==, "00:30:42:AA:00:99");
  g_assert_true (isnan (nth_link (report, 1)->predicted_dbm));
  /* The other direction should be heard too, and is not. */
  g_assert_cmpuint (nth_link (report, 2)->from, ==, 3);
  g_assert_cmpint (nth_link (report, 2)->reading, ==, DECT_OMM_UNSET);
  g_assert_true (isnan (nth_link (report, 2)->measured_dbm));
  g_assert_cmpuint (dect_omm_report_count_levels (report), ==, 1);

  /* One that is not connected cannot be heard. */
  g_clear_pointer (&report, dect_omm_report_free);
  nth (system, 0)->connected = 0;
  report = dect_omm_system_compare (snapshot, links, system, dect_omm_scale_find ("dbm"));
  g_assert_cmpuint (report->links->len, ==, 2);
  g_assert_cmpfloat (nth_link (report, 0)->measured_dbm, ==, 41);
  g_assert_cmpuint (dect_omm_report_count_levels (report), ==, 0);
}

static void
test_take (void)
{
  g_autoptr (DectSnapshot) snapshot = site_new ();
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (snapshot);
  DectHistory *history = dect_site_get_history (site);
  GListModel *list = dect_site_list (site, DECT_KIND_LINK);
  g_autoptr (DectOmmSystem) system = system_new ();
  g_autoptr (DectOmmReport) report = NULL;

  for (guint i = 0; i < 3; i++)
    {
      DectLink *link = dect_link_new ();

      link->from = 3;
      link->to = 4;
      link->kind = i < 2 ? DECT_LINK_MEASURED : DECT_LINK_FORCED_ON;
      link->rssi_dbm = -80 - (gint) i;
      link->quality_percent = 100;
      dect_history_put_one (history, DECT_RECORD (link), "measure", NULL);
    }
  hear (system, "003042aa0001", "003042aa0002", -61, FALSE);
  hear (system, "003042aa0002", "003042aa0001", -63, FALSE);
  hear (system, "003042aa0003", "003042aa0001", -80, TRUE);
  hear (system, "003042aa0099", "003042aa0001", -70, FALSE);
  report = dect_omm_system_compare (snapshot, NULL, system, NULL);
  g_assert_cmpuint (dect_omm_report_count_levels (report), ==, 2);
  g_assert_cmpuint (dect_omm_report_take_levels (report, site), ==, 2);
  /* One measured link each way, and the forced one. */
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (list, i);
      const DectLink *link = DECT_LINK (dect_item_get_record (item));

      if (link->kind == DECT_LINK_MEASURED)
        g_assert_cmpfloat (link->rssi_dbm, ==, link->from == 3 ? -61 : -63);
      if (link->from == 3)
        g_assert_cmpfloat (link->quality_percent, ==, 100);
    }
  /* Again: nothing to do. */
  g_assert_cmpuint (dect_omm_report_take_levels (report, site), ==, 0);
  dect_history_undo (history);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  g_assert_cmpstr (dect_history_get_undo_label (history), ==, "measure");
}

static void
test_json (void)
{
  g_autoptr (DectSnapshot) snapshot = site_new ();
  g_autoptr (DectOmmSystem) system = system_new ();
  g_autoptr (DectOmmReport) report = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root, *entry;

  nth (system, 0)->cluster = 2;
  hear (system, "003042aa0001", "003042aa0002", -61, FALSE);
  report = dect_omm_system_compare (snapshot, NULL, system, NULL);
  node = dect_omm_report_to_json (report);
  root = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (root, "origin"), ==, "axi");
  g_assert_true (json_object_get_null_member (root, "park"));
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (root, "rfps"), "built"), ==, 3);
  entry = json_array_get_object_element (json_object_get_array_member (root, "differences"), 0);
  g_assert_cmpstr (json_object_get_string_member (entry, "kind"), ==, "setting");
  g_assert_cmpstr (json_object_get_string_member (entry, "of"), ==, "rfps");
  g_assert_cmpstr (json_object_get_string_member (entry, "field"), ==, "cluster");
  g_assert_cmpstr (json_object_get_string_member (entry, "built"), ==, "2");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "scales")), >=, 2);
  entry = json_array_get_object_element (json_object_get_array_member (root, "links"), 0);
  g_assert_cmpfloat (json_object_get_double_member (entry, "measured_dbm"), ==, -61);
  g_assert_true (json_object_get_null_member (entry, "predicted_dbm"));
  g_assert_true (json_object_get_null_member (entry, "difference_db"));
}

/* A link in words: what is not known is a dash, and a sign stands before what is louder. */
static void
test_link_words (void)
{
  static const struct
  {
    DectOmmLink link;
    const char *text;
  } cases[] = {
    { { .predicted_dbm = -58, .measured_dbm = -61, .reading = -61 },
      "predicted −58 dBm, measured −61 dBm, difference −3.0 dB" },
    { { .predicted_dbm = -64, .measured_dbm = -61.5, .reading = 39 },
      "predicted −64 dBm, measured −62 dBm, difference +2.5 dB" },
    { { .predicted_dbm = -58, .measured_dbm = -80, .reading = -80, .lost = TRUE },
      "predicted −58 dBm, measured lost, difference –" },
    { { .predicted_dbm = -58, .measured_dbm = NAN, .reading = DECT_OMM_UNSET },
      "predicted −58 dBm, measured not heard, difference –" },
    { { .predicted_dbm = NAN, .measured_dbm = -70, .reading = -70 },
      "predicted –, measured −70 dBm, difference –" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = dect_omm_link_dup_text (&cases[i].link);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Both directions of a link that should be there are missed, once each; where no sync can go, or an
 * end has no address in the plan, nothing is. */
static void
test_unheard (void)
{
  static const struct
  {
    const char *change; /* of the second base station */
    guint n_missed;
  } cases[] = {
    { "notes=as it is", 2 },
    { "cluster=2", 0 },
    { "mac=", 0 },
    { "x_m=90000", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSnapshot) before = site_new ();
      g_autoptr (DectSite) site = dect_site_new_from_snapshot (before);
      DectRecord *record = dect_record_copy (dect_site_find_record (site, 4));
      g_autoptr (DectOmmSystem) system = system_new ();
      g_autoptr (DectOmmReport) report = NULL;

      test_record_set (record, cases[i].change);
      dect_history_put_one (dect_site_get_history (site), record, "change", NULL);
      g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
      g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
      hear (system, "003042aa0099", "003042aa0098", -70, FALSE);
      report = dect_omm_system_compare (snapshot, links, system, NULL);
      g_test_message ("%s", cases[i].change);
      g_assert_cmpuint (report->links->len, ==, 1 + cases[i].n_missed);
      for (guint k = 1; k < report->links->len; k++)
        g_assert_cmpint (nth_link (report, k)->reading, ==, DECT_OMM_UNSET);
    }
}

/* The plan went on after the comparison; and what cannot be a level is none. */
static void
test_take_late (void)
{
  g_autoptr (DectSnapshot) snapshot = site_new ();
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (snapshot);
  DectHistory *history = dect_site_get_history (site);
  g_autoptr (DectOmmSystem) system = system_new ();
  g_autoptr (DectOmmReport) report = NULL;

  hear (system, "003042aa0001", "003042aa0002", -61, FALSE);
  hear (system, "003042aa0003", "003042aa0001", -62, FALSE);
  hear (system, "003042aa0001", "003042aa0003", -63, FALSE);
  hear (system, "003042aa0002", "003042aa0001", 4711, FALSE);
  hear (system, "003042aa0002", "003042aa0002", -30, FALSE);
  report = dect_omm_system_compare (snapshot, NULL, system, dect_omm_scale_find ("dbm"));
  g_assert_cmpuint (dect_omm_report_count_levels (report), ==, 3);
  dect_history_begin (history, "remove", NULL);
  dect_history_remove (history, 5);
  dect_history_commit (history);
  g_assert_cmpuint (dect_omm_report_take_levels (report, site), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_LINK)), ==, 1);
}

/* A place of which one side knows only a part. */
static void
test_places (void)
{
  g_autoptr (DectSnapshot) before = site_new ();
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (before);
  DectHistory *history = dect_site_get_history (site);
  g_autoptr (DectOmmSystem) system = system_new ();
  DectRecord *building = dect_record_copy (dect_site_find_record (site, 1));
  DectRecord *rfp = dect_record_copy (dect_site_find_record (site, 3));

  g_clear_pointer (&nth (system, 0)->hierarchy[0], g_free);
  g_clear_pointer (&nth (system, 0)->hierarchy[1], g_free);
  g_free (nth (system, 1)->hierarchy[0]);
  nth (system, 1)->hierarchy[0] = g_strdup ("House B");
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  assert_differences (snapshot, system,
                      "place base station 1 (Lab): Floor: planned House A, Floor 1, in the OMM –, "
                      "–\n"
                      "place base station 2 (Hall): Floor: planned House A, Floor 1, in the OMM "
                      "House B, Floor 1\n");

  /* DECT is off by the plan: there is nothing to follow. The device is known by its name alone. */
  test_record_set (building, "name=");
  test_record_set (rfp, "mac=|dect_on=0");
  dect_history_begin (history, "change", NULL);
  dect_history_put (history, building);
  dect_history_put (history, rfp);
  dect_history_commit (history);
  nth (system, 0)->sync = DECT_OMM_SYNC_INACTIVE;
  nth (system, 0)->hierarchy[1] = g_strdup ("Floor 1");
  g_autoptr (DectSnapshot) later = dect_site_snapshot (site);
  assert_differences (later, system,
                      "device base station 1 (Lab): MAC address: planned nothing, in the OMM "
                      "00:30:42:AA:00:01\n"
                      "place base station 2 (Hall): Floor: planned –, Floor 1, in the OMM House B, "
                      "Floor 1\n");
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/omm/compare/equal", test_equal);
  g_test_add_func ("/omm/compare/rfps", test_rfps);
  g_test_add_func ("/omm/compare/untold", test_untold);
  g_test_add_func ("/omm/compare/device", test_device);
  g_test_add_func ("/omm/compare/drawing", test_drawing);
  g_test_add_func ("/omm/compare/park", test_park);
  g_test_add_func ("/omm/compare/handsets", test_handsets);
  g_test_add_func ("/omm/compare/scales", test_scales);
  g_test_add_func ("/omm/compare/links", test_links);
  g_test_add_func ("/omm/compare/take", test_take);
  g_test_add_func ("/omm/compare/json", test_json);
  g_test_add_func ("/omm/compare/link-words", test_link_words);
  g_test_add_func ("/omm/compare/unheard", test_unheard);
  g_test_add_func ("/omm/compare/take-late", test_take_late);
  g_test_add_func ("/omm/compare/places", test_places);
  return g_test_run ();
}
