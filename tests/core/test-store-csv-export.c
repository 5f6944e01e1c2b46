/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/dect-csv.h"
#include "store/dect-csv-export.h"
#include "store/dect-csv-import.h"

#include "model/dect-history.h"

#include <math.h>
#include <string.h>

static const char *const headers[DECT_N_KINDS] = {
  [DECT_KIND_BUILDING] = "building,x_m,y_m,rotation_deg,base_m,north_deg",
  [DECT_KIND_FLOOR]
  = "building,floor,level,height_m,slab,slab_mm,environment,propagation,offset_x_m,offset_y_m",
  [DECT_KIND_WALL] = "building,floor,x1_m,y1_m,x2_m,y2_m,material",
  [DECT_KIND_OPENING] = "building,floor,x1_m,y1_m,x2_m,y2_m,kind",
  [DECT_KIND_ZONE] = "building,floor,name,kind,x1_m,y1_m,x2_m,y2_m,traffic_e",
  [DECT_KIND_REMARK] = "building,floor,x_m,y_m,text",
  [DECT_KIND_SWITCH] = "switch,ports,poe_w,riser,location",
  [DECT_KIND_RFP]
  = "name,number,mac,model,role,preferred_sync,target_ip,firmware,reflective,dect_on,building,"
    "floor,"
    "x_m,y_m,mount_m,azimuth_deg,power_mw,room,cluster,paging_area,omm_site,switch,port,"
    "cable_m,compartment,wlan_profile,local_config,notes",
  [DECT_KIND_HANDSET]
  = "ipei,number,name,additional_id,sip_user,sos_number,mandown_number,location,model,notes",
  [DECT_KIND_LINK] = "from,to,rssi_dbm,quality_percent,kind",
  [DECT_KIND_SURVEY] = "building,floor,x_m,y_m,rfp,rssi_dbm",
};

static char *
export_text (DectSnapshot *snapshot, DectKind kind)
{
  g_autoptr (GBytes) bytes = dect_csv_export (snapshot, kind);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

static void
test_empty (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);

  for (guint kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    {
      g_autofree char *text = export_text (snapshot, (DectKind) kind);
      g_autofree char *wanted = g_strconcat (headers[kind], "\n", NULL);
      g_autofree char *name = g_strconcat (dect_kind_id ((DectKind) kind), ".csv", NULL);

      g_assert_cmpstr (text, ==, wanted);
      g_assert_cmpstr (dect_csv_file_name ((DectKind) kind), ==, name);
    }
}

static guint32
add (DectSnapshotBuilder *builder, void *record)
{
  return dect_snapshot_builder_add (builder, DECT_RECORD (record));
}

static void
add_places (DectSnapshotBuilder *builder, guint32 *floors)
{
  for (guint b = 0; b < 2; b++)
    {
      DectBuilding *building = dect_building_new ();
      guint32 building_id;

      dect_set_str (&building->name, b == 0 ? "Haus A" : "Halle; \"Nord\", neu");
      if (b == 1)
        {
          building->x_m = -12.5;
          building->y_m = 30;
          building->rotation_deg = 90;
          building->base_m = 1.25;
          building->north_deg = -12.5;
        }
      building_id = add (builder, building);
      for (guint f = 0; f < 2; f++)
        {
          DectFloor *floor = dect_floor_new ();

          floor->building = building_id;
          dect_set_str (&floor->name, f == 0 ? "EG" : "1. OG");
          floor->level = (gint) f - (gint) b;
          floor->height_m = 3.2;
          dect_set_str (&floor->environment, "office");
          floor->offset_x_m = 0.5 * f;
          floors[2 * b + f] = add (builder, floor);
        }
    }
}

static void
add_lines (DectSnapshotBuilder *builder, const guint32 *floors)
{
  for (guint i = 0; i < 20; i++)
    {
      DectWall *wall = dect_wall_new ();
      DectOpening *opening = dect_opening_new ();

      wall->floor = opening->floor = floors[i % 4];
      wall->x1_m = opening->x1_m = 0.1 * i;
      wall->y1_m = opening->y1_m = -1.0 / 3 * i;
      wall->x2_m = opening->x2_m = 12;
      wall->y2_m = opening->y2_m = 5 + i / 2; /* some twice */
      opening->kind = (gint) (i % 5);
      add (builder, wall);
      add (builder, opening);
    }
}

static guint32
add_rfp (DectSnapshotBuilder *builder,
         const char *name,
         gint number,
         const char *mac,
         guint32 floor,
         guint32 network_switch)
{
  DectRfp *rfp = dect_rfp_new ();

  dect_set_str (&rfp->name, name);
  rfp->number = number;
  dect_set_str (&rfp->mac, mac);
  dect_set_str (&rfp->model, "45");
  rfp->floor = floor;
  if (floor != 0)
    {
      rfp->x_m = number * 3.5;
      rfp->y_m = 2;
    }
  rfp->role = number == 1 ? DECT_ROLE_MASTER : DECT_ROLE_NORMAL;
  rfp->preferred_sync = number == 1;
  rfp->reflective = number == 2;
  rfp->dect_on = number != 3;
  rfp->network_switch = network_switch;
  rfp->port = network_switch != 0 ? number : DECT_UNSET;
  rfp->cable_m = 7.5;
  rfp->paging_area = number == 2 ? 0 : DECT_UNSET;
  dect_set_str (&rfp->notes, number == 2 ? "over the door,\nbehind the \"sign\"" : NULL);
  return add (builder, rfp);
}

static void
add_link (DectSnapshotBuilder *builder, guint32 from, guint32 to, double rssi_dbm, gint kind)
{
  DectLink *link = dect_link_new ();

  link->from = from;
  link->to = to;
  link->rssi_dbm = rssi_dbm;
  link->kind = kind;
  add (builder, link);
}

static void
add_radio (DectSnapshotBuilder *builder, const guint32 *floors)
{
  DectSwitch *network_switch = dect_switch_new ();
  guint32 switch_id, rfps[6];
  DectSurvey *survey;

  dect_set_str (&network_switch->name, "SW-1");
  network_switch->ports = 24;
  network_switch->poe_w = 185.5;
  switch_id = add (builder, network_switch);

  rfps[0] = add_rfp (builder, "Empfang", 1, "00:30:42:00:00:01", floors[0], switch_id);
  rfps[1] = add_rfp (builder, "Flur", 2, "00:30:42:00:00:02", floors[1], switch_id);
  rfps[2] = add_rfp (builder, "Flur", 3, "00:30:42:00:00:03", floors[2], 0);
  rfps[3] = add_rfp (builder, NULL, 4, NULL, floors[3], 0);
  rfps[4] = add_rfp (builder, "Lager", 7, NULL, 0, 0);
  rfps[5] = add_rfp (builder, "#4", 8, NULL, 0, 0);
  add_link (builder, rfps[0], rfps[1], -61.5, DECT_LINK_MEASURED);
  add_link (builder, rfps[1], rfps[0], -63, DECT_LINK_MEASURED);
  add_link (builder, rfps[1], rfps[2], (double) NAN, DECT_LINK_FORCED_OFF);
  add_link (builder, rfps[2], rfps[4], (double) NAN, DECT_LINK_FORCED_ON);
  add_link (builder, rfps[5], rfps[4], -70, DECT_LINK_MEASURED);
  for (guint i = 0; i < 3; i++)
    {
      survey = dect_survey_new ();
      survey->floor = floors[0];
      survey->x_m = 3;
      survey->y_m = 4;
      survey->rfp = rfps[i];
      survey->rssi_dbm = -55 - (gint) i;
      add (builder, survey);
    }
}

static void
add_handsets (DectSnapshotBuilder *builder)
{
  static const char *const ipeis[] = { "0007701154842", "103450615703*", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (ipeis); i++)
    {
      DectHandset *handset = dect_handset_new ();

      dect_set_str (&handset->ipei, ipeis[i]);
      handset->number = g_strdup_printf ("0%u", 20 + i);
      dect_set_str (&handset->name, i == 0 ? "Müller, Anna" : "Lager");
      dect_set_str (&handset->sip_user, i == 1 ? "021" : NULL);
      add (builder, handset);
    }
}

static DectSnapshot *
make_snapshot (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floors[4];

  add_places (builder, floors);
  add_lines (builder, floors);
  add_radio (builder, floors);
  add_handsets (builder);
  return dect_snapshot_builder_end (builder);
}

static void
test_bytes (void)
{
  g_autoptr (DectSnapshot) snapshot = make_snapshot ();
  g_autofree char *buildings = export_text (snapshot, DECT_KIND_BUILDING);
  g_autofree char *handsets = export_text (snapshot, DECT_KIND_HANDSET);
  g_autofree char *links = export_text (snapshot, DECT_KIND_LINK);
  g_autofree char *rfps = export_text (snapshot, DECT_KIND_RFP);

  g_assert_cmpstr (buildings, ==,
                   "building,x_m,y_m,rotation_deg,base_m,north_deg\n"
                   "Haus A,,,0,,\n"
                   "\"Halle; \"\"Nord\"\", neu\",-12.5,30,90,1.25,-12.5\n");
  g_assert_cmpstr (
      handsets, ==,
      "ipei,number,name,additional_id,sip_user,sos_number,mandown_number,location,model,notes\n"
      "00077 0115484 2,020,\"Müller, Anna\",,,,,,,\n"
      "10345 0615703 *,021,Lager,,021,,,,,\n"
      ",022,Lager,,,,,,,\n");
  g_assert_cmpstr (links, ==,
                   "from,to,rssi_dbm,quality_percent,kind\n"
                   "Empfang,00:30:42:00:00:02,-61.5,,measured\n"
                   "00:30:42:00:00:02,Empfang,-63,,measured\n"
                   "00:30:42:00:00:02,00:30:42:00:00:03,,,forced-off\n"
                   "00:30:42:00:00:03,Lager,,,forced-on\n"
                   "#4,Lager,-70,,measured\n");
  g_assert_nonnull (strstr (
      rfps, "\nFlur,2,00:30:42:00:00:02,45,normal,no,,,yes,yes,Haus A,1. OG,7,2,2.5,,,,1,0,,"
            "SW-1,2,7.5,,,no,\"over the door,\nbehind the \"\"sign\"\"\"\n"));
}

/* What the files carry: the records without ids, as exported text. */
static void
assert_equal_files (DectSnapshot *a, DectSnapshot *b)
{
  for (guint kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    {
      g_autofree char *text_a = export_text (a, (DectKind) kind);
      g_autofree char *text_b = export_text (b, (DectKind) kind);

      g_assert_cmpstr (text_a, ==, text_b);
    }
}

/* What a spreadsheet would calculate is text in it, and comes back as it was. */
static void
test_formulas (void)
{
  static const struct
  {
    const char *name;
    const char *cell;
  } names[] = {
    { "=1+1", "'=1+1" },
    { "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0" },
    { "=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"" },
    { "@SUM(1)", "'@SUM(1)" },
    { "+49 89", "'+49 89" },
    { "-2+3", "'-2+3" },
    { "-", "'-" },
    { "'=1+1", "''=1+1" },
    { "''@x", "'''@x" },
    /* Numbers and what is text to everybody stay as they are. */
    { "-5", "-5" },
    { "+49", "+49" },
    { "'-5", "'-5" },
    { "'tis", "'tis" },
    { "a=b", "a=b" },
  };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) wanted = g_string_new ("building,x_m,y_m,rotation_deg,base_m,north_deg\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DectCsvReader) reader = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      DectBuilding *building = dect_building_new ();

      dect_set_str (&building->name, names[i].name);
      add (builder, building);
      g_string_append_printf (wanted, "%s,,,0,,\n", names[i].cell);
    }
  snapshot = dect_snapshot_builder_end (builder);
  text = export_text (snapshot, DECT_KIND_BUILDING);
  g_assert_cmpstr (text, ==, wanted->str);

  bytes = dect_csv_export (snapshot, DECT_KIND_BUILDING);
  reader = dect_csv_reader_new (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (dect_csv_reader_next (reader, &error));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (dect_csv_reader_next (reader, &error));
      g_assert_cmpstr (dect_csv_reader_get_field (reader, 0), ==, names[i].name);
    }
}

static DectCsvReport *
plan_export (DectSnapshot *from, DectSnapshot *into)
{
  DectCsvInput inputs[DECT_N_KINDS];
  GBytes *bytes[DECT_N_KINDS];
  g_autoptr (GError) error = NULL;
  DectCsvReport *report;
  guint n = 0;

  /* Given backwards: the order is the import's own affair. */
  for (guint kind = DECT_N_KINDS - 1; kind > DECT_KIND_SITE; kind--, n++)
    {
      bytes[n] = dect_csv_export (from, (DectKind) kind);
      inputs[n] = (DectCsvInput){ (DectKind) kind, bytes[n], dect_csv_file_name ((DectKind) kind) };
    }
  report = dect_csv_plan (into, inputs, n, &error);
  g_assert_no_error (error);
  while (n > 0)
    g_bytes_unref (bytes[--n]);
  for (guint i = 0; i < dect_csv_report_get_issues (report)->len; i++)
    {
      g_autofree char *line
          = dect_csv_issue_to_string (g_ptr_array_index (dect_csv_report_get_issues (report), i));

      g_test_message ("%s", line);
    }
  return report;
}

static void
test_round_trip (void)
{
  g_autoptr (DectSnapshot) from = make_snapshot ();
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) empty = dect_site_snapshot (site);
  g_autoptr (DectCsvReport) report = plan_export (from, empty);
  g_autoptr (DectCsvReport) again = NULL;
  g_autoptr (DectSnapshot) into = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (dect_csv_report_get_issues (report)->len, ==, 0);
  g_assert_true (dect_csv_apply (report, site, NULL, &error));
  g_assert_no_error (error);
  into = dect_site_snapshot (site);
  assert_equal_files (from, into);
  for (guint kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    g_assert_cmpuint (dect_csv_report_count (report, (DectKind) kind, DECT_CSV_ADDED), ==,
                      dect_snapshot_count (from, (DectKind) kind));

  again = plan_export (from, into);
  g_assert_false (dect_csv_report_has_changes (again));
  g_assert_cmpuint (dect_csv_report_count (again, DECT_N_KINDS, DECT_CSV_UNCHANGED), ==,
                    dect_csv_report_count (report, DECT_N_KINDS, DECT_CSV_ADDED));
}

/* Into the site it came from: positions with more decimals than the file has do not move. */
static void
test_same_site (void)
{
  g_autoptr (DectSnapshot) snapshot = make_snapshot ();
  g_autoptr (DectCsvReport) report = plan_export (snapshot, snapshot);

  g_assert_cmpuint (dect_csv_report_get_issues (report)->len, ==, 0);
  g_assert_false (dect_csv_report_has_changes (report));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/csv-export/empty", test_empty);
  g_test_add_func ("/store/csv-export/bytes", test_bytes);
  g_test_add_func ("/store/csv-export/formulas", test_formulas);
  g_test_add_func ("/store/csv-export/round-trip", test_round_trip);
  g_test_add_func ("/store/csv-export/same-site", test_same_site);

  return g_test_run ();
}
