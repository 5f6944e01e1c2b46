/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/dect-csv-import.h"

#include "model/dect-change-list.h"
#include "model/dect-history.h"

#include <math.h>
#include <string.h>

/* --- Help --- */

static DectCsvReport *
plan (DectSite *site, DectKind kind, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  const DectCsvInput input = { kind, bytes, "x.csv" };
  g_autoptr (GError) error = NULL;
  DectCsvReport *report = dect_csv_plan (snapshot, &input, 1, &error);

  g_assert_no_error (error);
  return report;
}

static DectCsvReport *
import (DectSite *site, DectKind kind, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  DectCsvReport *report = dect_csv_import (site, kind, bytes, "x.csv", NULL, &error);

  g_assert_no_error (error);
  return report;
}

static void
import_only (DectSite *site, DectKind kind, const char *text)
{
  g_autoptr (DectCsvReport) report = import (site, kind, text);
}

static const void *
nth (DectSite *site, DectKind kind, guint i)
{
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (site, kind), i);

  return item != NULL ? dect_item_get_record (item) : NULL;
}

static guint
count (DectSite *site, DectKind kind)
{
  return g_list_model_get_n_items (dect_site_list (site, kind));
}

/* Added, updated, unchanged, refused rows of one kind, as "1 2 3 4". */
static void
assert_counts (const DectCsvReport *report, DectKind kind, const char *wanted)
{
  g_autofree char *counts
      = g_strdup_printf ("%u %u %u %u", dect_csv_report_count (report, kind, DECT_CSV_ADDED),
                         dect_csv_report_count (report, kind, DECT_CSV_UPDATED),
                         dect_csv_report_count (report, kind, DECT_CSV_UNCHANGED),
                         dect_csv_report_count (report, kind, DECT_CSV_BAD));

  g_assert_cmpstr (counts, ==, wanted);
}

static const DectCsvIssue *
issue (const DectCsvReport *report, guint i)
{
  GPtrArray *issues = dect_csv_report_get_issues (report);

  g_assert_cmpuint (i, <, issues->len);
  return g_ptr_array_index (issues, i);
}

static void
assert_issue (const DectCsvReport *report, guint i, DectCsvIssueType type, const char *says)
{
  g_autofree char *text = dect_csv_issue_to_string (issue (report, i));

  if (strstr (text, says) == NULL)
    g_error ("%s does not say: %s", text, says);
  g_assert_cmpint (issue (report, i)->type, ==, type);
}

/* --- What rows mean --- */

#define RFPS                                                                                       \
  "name,number,mac,model,role,preferred_sync,building,floor,x_m,y_m,switch,port\n"                 \
  "Empfang,1,0030421b7f01,RFP 45,master,yes,Haus A,EG,\"1,5\",2.25,SW1,3\n"                        \
  "Flur,2,00:30:42:1B:7F:02,45,normal,0,Haus A,EG,10,2,SW1,4\n"                                    \
  "Lager,,,RFP45,,,Haus A,1. OG,,,,\n"

static void
test_rfps (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) report = import (site, DECT_KIND_RFP, RFPS);
  g_autoptr (DectCsvReport) again = NULL;
  guint64 generation = dect_site_get_generation (site);
  const DectRfp *rfp = nth (site, DECT_KIND_RFP, 0);
  const DectFloor *floor = nth (site, DECT_KIND_FLOOR, 1);

  assert_counts (report, DECT_KIND_RFP, "3 0 0 0");
  assert_counts (report, DECT_KIND_BUILDING, "1 0 0 0");
  assert_counts (report, DECT_KIND_FLOOR, "2 0 0 0");
  assert_counts (report, DECT_KIND_SWITCH, "1 0 0 0");
  g_assert_cmpuint (dect_csv_report_get_issues (report)->len, ==, 4);
  assert_issue (report, 0, DECT_CSV_NOTICE, "x.csv:2: building: The building “Haus A”");
  assert_issue (report, 1, DECT_CSV_NOTICE,
                "x.csv:2: floor: The floor “EG” is not known; it is created as level 0");
  assert_issue (report, 2, DECT_CSV_NOTICE, "x.csv:2: switch: The switch “SW1”");
  assert_issue (report, 3, DECT_CSV_NOTICE,
                "x.csv:4: floor: The floor “1. OG” is not known; it is created as level 1");

  g_assert_cmpstr (rfp->name, ==, "Empfang");
  g_assert_cmpstr (rfp->mac, ==, "00:30:42:1B:7F:01");
  g_assert_cmpstr (rfp->model, ==, "45");
  g_assert_cmpint (rfp->role, ==, DECT_ROLE_MASTER);
  g_assert_true (rfp->preferred_sync);
  g_assert_cmpfloat (rfp->x_m, ==, 1.5);
  g_assert_cmpfloat (rfp->mount_m, ==, 2.5);
  g_assert_true (dect_rfp_is_placed (rfp));
  g_assert_cmpint (floor->level, ==, 1);
  g_assert_cmpuint (floor->building, ==,
                    ((const DectRecord *) nth (site, DECT_KIND_BUILDING, 0))->id);

  rfp = nth (site, DECT_KIND_RFP, 2);
  g_assert_cmpint (rfp->number, ==, 3);
  g_assert_cmpuint (rfp->floor, ==, floor->head.id);
  g_assert_false (dect_rfp_is_placed (rfp));

  /* The same file once more: nothing, not even a step. */
  again = import (site, DECT_KIND_RFP, RFPS);
  assert_counts (again, DECT_KIND_RFP, "0 0 3 0");
  g_assert_cmpuint (dect_csv_report_get_issues (again)->len, ==, 0);
  g_assert_false (dect_csv_report_has_changes (again));
  g_assert_cmpuint (dect_site_get_generation (site), ==, generation);
}

static void
test_one_step (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  DectHistory *history = dect_site_get_history (site);

  import_only (site, DECT_KIND_RFP, RFPS);
  g_assert_cmpstr (dect_history_get_undo_label (history), ==, "Import “x.csv”");
  dect_history_undo (history);
  g_assert_false (dect_history_can_undo (history));
  for (guint kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    g_assert_cmpuint (count (site, (DectKind) kind), ==, 0);
  dect_history_redo (history);
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 3);
}

static void
test_update (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) report = NULL;
  const DectRfp *rfp;

  import_only (site, DECT_KIND_RFP, RFPS);

  /* By MAC, though the name is another; by name, where there is no MAC yet; empty fields; columns
   * that are not there. */
  report = import (site, DECT_KIND_RFP,
                   "mac,name,x_m,y_m,preferred_sync,number\n"
                   "00-30-42-1b-7f-01,Pforte,7,8,,\n"
                   "00-30-42-1b-7f-03,Lager,,,no,9\n");
  assert_counts (report, DECT_KIND_RFP, "0 2 0 0");
  g_assert_cmpuint (dect_csv_report_get_issues (report)->len, ==, 0);
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 3);
  rfp = nth (site, DECT_KIND_RFP, 0);
  g_assert_cmpstr (rfp->name, ==, "Pforte");
  g_assert_cmpint (rfp->number, ==, 1);
  g_assert_cmpfloat (rfp->x_m, ==, 7);
  g_assert_false (rfp->preferred_sync);
  g_assert_cmpint (rfp->role, ==, DECT_ROLE_MASTER);
  rfp = nth (site, DECT_KIND_RFP, 2);
  g_assert_cmpstr (rfp->mac, ==, "00:30:42:1B:7F:03");
  g_assert_cmpint (rfp->number, ==, 9);

  /* Empty x_m and y_m: not placed any more; an empty MAC stays. */
  import_only (site, DECT_KIND_RFP, "name,mac,x_m,y_m\nPforte,,,\n");
  rfp = nth (site, DECT_KIND_RFP, 0);
  g_assert_false (dect_rfp_is_placed (rfp));
  g_assert_cmpstr (rfp->mac, ==, "00:30:42:1B:7F:01");
}

static void
test_exchange (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) report = NULL;

  import_only (site, DECT_KIND_RFP, RFPS);
  report = import (site, DECT_KIND_RFP, "name,mac\nFlur,08000F000001\n");
  assert_counts (report, DECT_KIND_RFP, "0 1 0 0");
  assert_issue (report, 0, DECT_CSV_NOTICE,
                "08:00:0F:00:00:01 takes the place of 00:30:42:1B:7F:02");
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 3);
}

/* A MAC is stronger than a name, wherever in the file it stands. */
static void
test_mac_first (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) report = NULL;

  import_only (site, DECT_KIND_RFP, "name,mac\nX,003042000001\n");
  report = import (site, DECT_KIND_RFP, "name,mac\nX,003042000002\nX,003042000001\n");
  assert_counts (report, DECT_KIND_RFP, "1 0 1 0");
  g_assert_cmpuint (dect_csv_report_get_issues (report)->len, ==, 0);
}

static void
test_refused_names (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) names = NULL;
  g_autoptr (DectCsvReport) links = NULL;
  g_autoptr (DectCsvReport) repeated = NULL;

  import_only (site, DECT_KIND_RFP, "name,mac\nX,003042000001\nX,003042000002\nY,\n");
  names = import (site, DECT_KIND_RFP, "name,room\nX,101\nY,102\n");
  assert_counts (names, DECT_KIND_RFP, "0 1 0 1");
  assert_issue (names, 0, DECT_CSV_REFUSED, "x.csv:2: name: “X” fits 2 entries");

  links = import (site, DECT_KIND_LINK,
                  "from,to,rssi_dbm,kind\n"
                  "X,Y,-60,measured\n"
                  "00:30:42:00:00:01,Y,-61,measured\n"
                  "Y,003042000001,\"-62,5\",measured\n"
                  "#3,X,-50,measured\n"
                  "Y,Z,-50,measured\n"
                  "Y,#3,-50,measured\n");
  assert_counts (links, DECT_KIND_LINK, "2 0 0 4");
  assert_issue (links, 0, DECT_CSV_REFUSED, "x.csv:2: from: “X” fits 2 base stations");
  assert_issue (links, 1, DECT_CSV_REFUSED, "x.csv:5: to: “X” fits 2 base stations");
  assert_issue (links, 2, DECT_CSV_REFUSED,
                "x.csv:6: to: There is no base station with the name, MAC address or number “Z”");
  assert_issue (links, 3, DECT_CSV_REFUSED,
                "x.csv:7: to: A link leads from one base station to another");

  repeated = import (site, DECT_KIND_RFP, "name,mac\nY,\nY,\nN,003042000003\nM,003042000003\n");
  assert_counts (repeated, DECT_KIND_RFP, "1 0 1 2");
  assert_issue (repeated, 0, DECT_CSV_REFUSED, "x.csv:3: name: This row means the same as line 2");
  assert_issue (repeated, 1, DECT_CSV_REFUSED, "x.csv:5: mac: This row means the same as line 4");
}

static void
test_numbers (void)
{
  g_autoptr (DectSite) site = dect_site_new ();

  import_only (site, DECT_KIND_RFP, "name,number\na,1\nb,\n");
  import_only (site, DECT_KIND_RFP, "name,number\nc,\nd,\ne,7\n");
  g_assert_cmpint (((const DectRfp *) nth (site, DECT_KIND_RFP, 1))->number, ==, 2);
  g_assert_cmpint (((const DectRfp *) nth (site, DECT_KIND_RFP, 2))->number, ==, 3);
  g_assert_cmpint (((const DectRfp *) nth (site, DECT_KIND_RFP, 3))->number, ==, 4);
  g_assert_cmpint (((const DectRfp *) nth (site, DECT_KIND_RFP, 4))->number, ==, 7);

  /* Known by its number alone; a list that counts from 1 again does not take one with a MAC. */
  import_only (site, DECT_KIND_RFP, "number,mac,room\n7,,R7\n1,003042000001,R1\n");
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 5);
  g_assert_cmpstr (((const DectRfp *) nth (site, DECT_KIND_RFP, 4))->room, ==, "R7");
  g_assert_cmpstr (((const DectRfp *) nth (site, DECT_KIND_RFP, 4))->name, ==, "e");
  g_assert_cmpstr (((const DectRfp *) nth (site, DECT_KIND_RFP, 0))->mac, ==, "00:30:42:00:00:01");
  import_only (site, DECT_KIND_RFP, "number,mac\n1,003042000002\n");
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 6);
}

static void
test_handsets (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) report = NULL;
  g_autoptr (DectCsvReport) again = NULL;
  const DectHandset *handset;

  report = import (site, DECT_KIND_HANDSET,
                   "ipei;number;name;notes\n"
                   "00077 0115484 2;4711;M\303\274ller;\n"
                   ";4712;Lager;\"zwei\r\nZeilen\"\n"
                   "103450615703*;4713;;\n");
  assert_counts (report, DECT_KIND_HANDSET, "3 0 0 0");
  handset = nth (site, DECT_KIND_HANDSET, 0);
  g_assert_cmpstr (handset->ipei, ==, "0007701154842");
  g_assert_cmpstr (handset->name, ==, "Müller");
  handset = nth (site, DECT_KIND_HANDSET, 1);
  g_assert_cmpstr (handset->notes, ==, "zwei\nZeilen");

  again = import (site, DECT_KIND_HANDSET,
                  "ipei,number,name\n"
                  "0081008625768,4712,Lager 2\n"
                  "0004D1C31C,4720,M\n"
                  ",,niemand\n"
                  "0307402202593,4730,neu\n"
                  ",4713,\n");
  assert_counts (again, DECT_KIND_HANDSET, "1 2 1 1");
  assert_issue (again, 0, DECT_CSV_REFUSED, "x.csv:4: The row has neither IPEI nor number");
  handset = nth (site, DECT_KIND_HANDSET, 1);
  g_assert_cmpstr (handset->ipei, ==, "0081008625768");
  handset = nth (site, DECT_KIND_HANDSET, 0);
  g_assert_cmpstr (handset->number, ==, "4720");
  handset = nth (site, DECT_KIND_HANDSET, 2);
  g_assert_cmpstr (handset->ipei, ==, "103450615703*");
}

static void
test_secrets (void)
{
  static const char text[] = "ipei,number,ac,sip_password\n"
                             "0007701154842,1,0815,geheim\n"
                             ",2,4711,\n"
                             "103450615703*,3,\"1,23E+12\",\n"
                             "0081008625768,4,,\"a\nb\"\n";
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (DectCsvReport) report
      = dect_csv_import (site, DECT_KIND_HANDSET, bytes, "x.csv", secrets, &error);

  g_assert_no_error (error);
  assert_counts (report, DECT_KIND_HANDSET, "2 0 0 2");
  g_assert_cmpstr (dect_secrets_get (secrets, "0007701154842", "ac"), ==, "0815");
  g_assert_cmpstr (dect_secrets_get (secrets, "0007701154842", "sip-password"), ==, "geheim");
  assert_issue (report, 0, DECT_CSV_NOTICE, "x.csv:3: ac: This is left out");
  assert_issue (report, 1, DECT_CSV_REFUSED, "x.csv:4: ac: A spreadsheet");
  assert_issue (report, 2, DECT_CSV_REFUSED, "x.csv:5: sip_password: The text has a line break");
  for (guint i = 0; i < 3; i++)
    {
      g_assert_null (strstr (issue (report, i)->text, "4711"));
      g_assert_null (strstr (issue (report, i)->text, "1,23"));
    }

  /* An empty field keeps what is known. */
  {
    g_autoptr (GBytes) empty = g_bytes_new_static ("ipei,ac\n0007701154842,\n", 23);
    g_autoptr (DectCsvReport) again
        = dect_csv_import (site, DECT_KIND_HANDSET, empty, "y.csv", secrets, &error);

    g_assert_no_error (error);
    assert_counts (again, DECT_KIND_HANDSET, "0 0 1 0");
    g_assert_cmpstr (dect_secrets_get (secrets, "0007701154842", "ac"), ==, "0815");
  }
}

static void
test_places (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) floors = NULL;
  g_autoptr (DectCsvReport) walls = NULL;
  g_autoptr (DectCsvReport) more = NULL;
  static const gint levels[] = { -1, 0, 1, 2, 0 };

  floors = import (site, DECT_KIND_FLOOR,
                   "building,floor,level,height_m\n"
                   "A,UG,-1,2.8\n"
                   "A,EG,,\n"
                   "A,OG,,\"3,5\"\n"
                   "A,DG,2,\n"
                   "B,EG,,\n");
  assert_counts (floors, DECT_KIND_FLOOR, "5 0 0 0");
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    g_assert_cmpint (((const DectFloor *) nth (site, DECT_KIND_FLOOR, i))->level, ==, levels[i]);
  g_assert_cmpfloat (((const DectFloor *) nth (site, DECT_KIND_FLOOR, 1))->height_m, ==, 3);

  walls = import (site, DECT_KIND_WALL,
                  "building,floor,x1_m,y1_m,x2_m,y2_m\n"
                  ",OG,0,0,1,1\n"
                  ",EG,0,0,1,1\n"
                  "B,EG,0,0,1,1\n"
                  "B,EG,0,0,1,1\n"
                  ",XG,0,0,1,1\n"
                  "C,,0,0,1,1\n"
                  "C,EG,0,0,1,\n");
  assert_counts (walls, DECT_KIND_WALL, "3 0 0 4");
  assert_issue (walls, 0, DECT_CSV_REFUSED, "x.csv:3: floor: “EG” fits 2 floors");
  assert_issue (walls, 1, DECT_CSV_REFUSED,
                "x.csv:6: floor: It is not said in which building “XG” is");
  assert_issue (walls, 2, DECT_CSV_REFUSED, "x.csv:7: floor: The field is empty");
  assert_issue (walls, 3, DECT_CSV_REFUSED, "x.csv:8: y2_m: The field is empty");
  /* A refused row creates nothing. */
  g_assert_cmpuint (count (site, DECT_KIND_BUILDING), ==, 2);

  more = import (
      site, DECT_KIND_WALL,
      "building,floor,x1_m,y1_m,x2_m,y2_m\nA,OG,0,0,\"1,0\",1\nB,EG,0,0,1,1\nA,OG,0,0,1,2\n");
  assert_counts (more, DECT_KIND_WALL, "1 0 2 0");
}

static void
test_links (void)
{
  static const char text[] = "from,to,rssi_dbm,quality_percent,kind\n"
                             "a,b,-60,100,measured\n"
                             "b,a,-62,,\n"
                             "a,c,,,FORCED-OFF\n";
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) report = NULL;
  g_autoptr (DectCsvReport) again = NULL;
  g_autoptr (DectCsvReport) update = NULL;

  import_only (site, DECT_KIND_RFP, "name\na\nb\nc\n");
  report = import (site, DECT_KIND_LINK, text);
  assert_counts (report, DECT_KIND_LINK, "3 0 0 0");
  again = import (site, DECT_KIND_LINK, text);
  assert_counts (again, DECT_KIND_LINK, "0 0 3 0");
  update = import (site, DECT_KIND_LINK, "from,to,rssi_dbm\nb,a,-75\nb,a,-76\n");
  assert_counts (update, DECT_KIND_LINK, "0 1 0 1");
  assert_issue (update, 0, DECT_CSV_REFUSED, "x.csv:3: from: This row means the same as line 2");
  g_assert_cmpfloat (((const DectLink *) nth (site, DECT_KIND_LINK, 1))->rssi_dbm, ==, -75);
}

static void
test_other_kinds (void)
{
  static const struct
  {
    DectKind kind;
    const char *text;
    const char *counts;
  } files[] = {
    { DECT_KIND_BUILDING, "building,x_m,y_m,rotation_deg,base_m\nA,,,,\nB,10,20,90,\"1,5\"\n",
      "2 0 0 0" },
    { DECT_KIND_FLOOR, "BUILDING, Floor ,Environment\nA,EG,office\n", "1 0 0 0" },
    { DECT_KIND_OPENING,
      "building,floor,x1_m,y1_m,x2_m,y2_m,kind\nA,EG,1,1,2,1,door\nA,EG,1,1,2,1,Stair\n",
      "2 0 0 0" },
    { DECT_KIND_ZONE,
      "building,floor,name,kind,x1_m,y1_m,x2_m,y2_m,traffic_e\nA,EG,Ward,cover,0,0,10,8,\"2,5\"\n"
      "A,EG,MRI,forbidden,10,0,14,8,\n",
      "2 0 0 0" },
    { DECT_KIND_REMARK,
      "building,floor,x_m,y_m,text\nA,EG,1,2,\"Gas pipe, no drilling\nAsk the caretaker\"\n"
      "A,EG,3,4,Key box\nA,EG,3,4,Key box\n",
      "3 0 0 0" },
    { DECT_KIND_SWITCH, "switch,ports,poe_w,riser,location\nSW1,24,185.5,R1,Keller\nSW2,,,,\n",
      "2 0 0 0" },
    { DECT_KIND_RFP, "name,switch\na,SW1\n", "1 0 0 0" },
    { DECT_KIND_SURVEY, "building,floor,x_m,y_m,rfp,rssi_dbm\nA,EG,1,2,a,-61.5\nA,EG,1,2,a,-61.5\n",
      "2 0 0 0" },
  };
  g_autoptr (DectSite) site = dect_site_new ();

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (files); i++)
        {
          g_autoptr (DectCsvReport) report = import (site, files[i].kind, files[i].text);
          g_autofree char *unchanged = g_strdup_printf ("0 0 %c 0", files[i].counts[0]);

          assert_counts (report, files[i].kind, round == 0 ? files[i].counts : unchanged);
          g_assert_cmpuint (dect_csv_report_get_issues (report)->len, ==, 0);
        }
    }

  g_assert_true (isnan (((const DectBuilding *) nth (site, DECT_KIND_BUILDING, 0))->x_m));
  g_assert_cmpint (((const DectOpening *) nth (site, DECT_KIND_OPENING, 1))->kind, ==,
                   DECT_OPENING_STAIR);
}

/* --- Rows that are refused --- */

static void
test_bad_rows (void)
{
  static const struct
  {
    DectKind kind;
    const char *header;
    const char *row;
    const char *column;
    guint column_number;
    const char *says;
  } cases[] = {
    { DECT_KIND_RFP, "name,mac", "a,00:30:42:1B:7F:0", "mac", 2,
      "One digit is missing: 11 of 12." },
    { DECT_KIND_RFP, "name,mac", "a,00:30:42:1B:7F:0G", "mac", 2,
      "Character 17 of the MAC address is “G”" },
    { DECT_KIND_RFP, "mac,name", "\"3,04212E+10\",a", "mac", 1, "power of ten" },
    { DECT_KIND_RFP, "mac,name", "3.04212e+10,a", "mac", 1, "power of ten" },
    { DECT_KIND_RFP, "mac,name", "3042115305,a", "mac", 1, "probably 00:30:42:11:53:05" },
    { DECT_KIND_RFP, "name,model", "a,RFP 99", "model", 2, "no model of the catalogue" },
    { DECT_KIND_RFP, "name,target_ip", "a,10.0.0.300", "target_ip", 2, "over 255" },
    { DECT_KIND_RFP, "name,role", "a,boss", "role", 2, "normal, master, failover" },
    { DECT_KIND_RFP, "name,dect_on", "a,perhaps", "dect_on", 2, "neither yes nor no" },
    { DECT_KIND_RFP, "name,number", "a,0", "number", 2, "outside the range" },
    { DECT_KIND_RFP, "name,number", "a,1.5", "number", 2, "not a whole number" },
    { DECT_KIND_RFP, "name,mount_m", "a,high", "mount_m", 2, "not a number" },
    { DECT_KIND_RFP, "name,mount_m", "a,1e99", "mount_m", 2, "outside the range" },
    { DECT_KIND_RFP, "name,x_m,y_m,building,floor", "a,1,,A,EG", "y_m", 3, "belong together" },
    { DECT_KIND_RFP, "name,x_m,y_m,building,floor", "a,1,2,,", "x_m", 2, "needs a floor" },
    { DECT_KIND_RFP, "name,x_m,y_m", "a,1,2", "x_m", 2, "needs a floor" },
    { DECT_KIND_RFP, "name,building,floor", "a,A,", "floor", 3, "no floor" },
    { DECT_KIND_RFP, "name,floor", "a,EG", "floor", 2, "in which building" },
    { DECT_KIND_RFP, "name,room", ",101", NULL, 0, "neither MAC address, name nor number" },
    { DECT_KIND_RFP, "name,room", "a,1,5", NULL, 0, "3 fields, but the header only 2" },
    { DECT_KIND_RFP, "name,room", "a,\"x\001y\"", "room", 2, "control character" },
    { DECT_KIND_HANDSET, "ipei,number", "7701154842,1", "ipei", 1, "probably 00077 0115484 2" },
    { DECT_KIND_HANDSET, "ipei,number", "77011548 42,1", "ipei", 1,
      "3 characters of the IPEI are missing" },
    { DECT_KIND_HANDSET, "ipei,number", "\"7,70115E+09\",1", "ipei", 1, "power of ten" },
    { DECT_KIND_HANDSET, "ipei,number", "0007701154843,1", "ipei", 1, "need “2”" },
    { DECT_KIND_HANDSET, "ipei,number", ",4.9E+11", "number", 2, "power of ten" },
    { DECT_KIND_HANDSET, "number,name", "1,\"a\nb\"", "name", 2, "control character" },
    { DECT_KIND_BUILDING, "building,x_m", ",1", "building", 1, "empty" },
    { DECT_KIND_FLOOR, "building,floor,environment", "A,EG,swamp", "environment", 3,
      "not one of: " },
    { DECT_KIND_FLOOR, "building,floor,slab", "A,EG,glass", "slab", 3,
      "“glass” is not one of: aerated-concrete, " },
    { DECT_KIND_WALL, "building,floor,x1_m,y1_m,x2_m,y2_m,material", "A,EG,0,0,1,1,slab-tiled",
      "material", 7, "not one of: glass, " },
    { DECT_KIND_FLOOR, "building,floor,height_m", "A,EG,0", "height_m", 3, "outside the range" },
    { DECT_KIND_FLOOR, "building,floor", ",EG", "floor", 2, "in which building" },
    { DECT_KIND_WALL, "building,floor,x1_m,y1_m,x2_m,y2_m,material", "A,EG,0,0,1,1,cheese",
      "material", 7, "not one of: " },
    { DECT_KIND_OPENING, "building,floor,x1_m,y1_m,x2_m,y2_m,kind", "A,EG,0,0,1,1,cat flap", "kind",
      7, "door, window" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSite) site = dect_site_new ();
      g_autofree char *text = g_strconcat (cases[i].header, "\n", cases[i].row, "\n", NULL);
      g_autoptr (DectCsvReport) report = import (site, cases[i].kind, text);

      g_test_message ("case %u", i);
      assert_counts (report, cases[i].kind, "0 0 0 1");
      g_assert_cmpuint (dect_csv_report_count_issues (report, DECT_CSV_REFUSED), ==, 1);
      g_assert_cmpuint (dect_csv_report_get_issues (report)->len, ==, 1);
      assert_issue (report, 0, DECT_CSV_REFUSED, cases[i].says);
      g_assert_cmpstr (issue (report, 0)->file, ==, "x.csv");
      g_assert_cmpuint (issue (report, 0)->line, ==, 2);
      g_assert_cmpstr (issue (report, 0)->column, ==, cases[i].column);
      g_assert_cmpuint (issue (report, 0)->column_number, ==, cases[i].column_number);
      g_assert_true (g_utf8_validate (issue (report, 0)->text, -1, NULL));
      /* Nothing of it is there. */
      g_assert_cmpuint (dect_csv_report_count (report, DECT_N_KINDS, DECT_CSV_ADDED), ==, 0);
      g_assert_false (dect_history_can_undo (dect_site_get_history (site)));
    }
}

/* Measured levels as an installer writes them: decimal commas, numbers off the plan, a misspelt
 * name. */
static void
test_survey (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) report = NULL;
  g_autoptr (DectCsvReport) again = NULL;
  const DectSurvey *survey;

  import_only (site, DECT_KIND_FLOOR, "building,floor\nA,EG\n");
  import_only (
      site, DECT_KIND_RFP,
      "name,number,mac,building,floor,x_m,y_m\nLab,1,003042000001,A,EG,10,5\n7,2,,A,EG,30,5\n"
      "Hall,7,,A,EG,50,5\n");
  report = import (site, DECT_KIND_SURVEY,
                   "Building;Floor;X_m;Y_m;RFP;RSSI_dBm\n"
                   "A;EG;12,5;3,2;Lab;-61,5\n"
                   "A;EG;12,5;3,2;Lab;-60\n"
                   "A;EG;12,5;3,2;1;-61\n"
                   "A;EG;12,5;3,2;#1;-62\n"
                   "A;EG;12,5;3,2;7;-63\n"
                   "A;EG;12,5;3,2;00:30:42:00:00:01;-64\n"
                   "A;EG;112,5;3,2;Lab;-70\n"
                   "A;EG;-60;3,2;Lab;-70\n"
                   "A;EG;1;3,2;Laab;-70\n"
                   "A;EG;1;3,2;8;-70\n"
                   "A;OG;1;3,2;Lab;-70\n"
                   "B;EG;1;3,2;Lab;-70\n"
                   "A;EG;1;3,2;Lab;61\n"
                   "A;EG;1;3,2;Lab;-61 dBm\n"
                   "A;EG;;3,2;Lab;-61\n");
  assert_counts (report, DECT_KIND_SURVEY, "8 0 0 7");
  assert_counts (report, DECT_KIND_FLOOR, "0 0 0 0");
  assert_counts (report, DECT_KIND_BUILDING, "0 0 0 0");
  g_assert_cmpuint (dect_csv_report_get_issues (report)->len, ==, 8);
  assert_issue (report, 0, DECT_CSV_NOTICE,
                "x.csv:8: x_m: The place is 62 m away from all that is drawn on “EG”");
  assert_issue (report, 1, DECT_CSV_REFUSED, "name, MAC address or number “Laab”");
  assert_issue (report, 2, DECT_CSV_REFUSED, "name, MAC address or number “8”");
  assert_issue (report, 3, DECT_CSV_REFUSED, "x.csv:12: floor: There is no floor “OG”");
  assert_issue (report, 4, DECT_CSV_REFUSED, "x.csv:13: building: There is no building “B”");
  assert_issue (report, 5, DECT_CSV_REFUSED, "outside the range");
  assert_issue (report, 6, DECT_CSV_REFUSED, "is not a number");
  assert_issue (report, 7, DECT_CSV_REFUSED, "x.csv:16: x_m: ");

  survey = nth (site, DECT_KIND_SURVEY, 0);
  g_assert_cmpfloat (survey->x_m, ==, 12.5);
  g_assert_cmpfloat (survey->rssi_dbm, ==, -61.5);
  /* A name goes before a number. */
  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint (((const DectSurvey *) nth (site, DECT_KIND_SURVEY, i))->rfp, ==,
                      ((const DectRecord *) nth (site, DECT_KIND_RFP, i == 4 ? 1 : 0))->id);

  /* Readings of one place stay apart, but the same file twice changes nothing. */
  again = import (site, DECT_KIND_SURVEY,
                  "building,floor,x_m,y_m,rfp,rssi_dbm\nA,EG,12.5,3.2,Lab,-61.5\n"
                  "A,EG,12.5,3.2,Lab,-60\n");
  assert_counts (again, DECT_KIND_SURVEY, "0 0 2 0");
}

/* All that is wrong with a row is said at once; the rows around it are taken. */
static void
test_good_rows_stay (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) report = import (
      site, DECT_KIND_RFP, "name,mac,role,colour\na,003042000001,,red\nb,1234,boss,\nc,,,\n");

  assert_counts (report, DECT_KIND_RFP, "2 0 0 1");
  assert_issue (report, 0, DECT_CSV_NOTICE, "x.csv:1: colour: This column is not known");
  assert_issue (report, 1, DECT_CSV_REFUSED, "x.csv:3: mac: 8 digits are missing");
  assert_issue (report, 2, DECT_CSV_REFUSED, "x.csv:3: role: ");
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 2);
}

static void
test_bad_files (void)
{
  static const struct
  {
    DectKind kind;
    const char *text;
    DectCsvError code;
    const char *says;
  } cases[] = {
    { DECT_KIND_RFP, "", DECT_CSV_ERROR_EMPTY, "x.csv: The file is empty" },
    { DECT_KIND_RFP, "\n;;\n", DECT_CSV_ERROR_EMPTY, "x.csv: The file is empty" },
    { DECT_KIND_RFP, "room,model\n", DECT_CSV_ERROR_HEADER,
      "x.csv: Line 1: the header has none of the columns mac" },
    { DECT_KIND_RFP, "name,mac,Name\n", DECT_CSV_ERROR_HEADER, "the column “name” twice" },
    { DECT_KIND_HANDSET, "name\n", DECT_CSV_ERROR_HEADER, "neither the column ipei nor number" },
    { DECT_KIND_WALL, "\nbuilding,floor,x1_m,y1_m,x2_m\n", DECT_CSV_ERROR_HEADER,
      "Line 2: the header lacks the column “y2_m”" },
    { DECT_KIND_LINK, "from,rssi_dbm\n", DECT_CSV_ERROR_HEADER, "lacks the column “to”" },
    { DECT_KIND_RFP, "name\na\n\"b\n", DECT_CSV_ERROR_QUOTE, "x.csv: Line 3, character 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSite) site = dect_site_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (dect_csv_import (site, cases[i].kind, bytes, "x.csv", NULL, &error));
      g_assert_error (error, DECT_CSV_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_cmpuint (count (site, cases[i].kind), ==, 0);
    }
}

/* --- The whole --- */

static void
test_several_files (void)
{
  static const char links[] = "from,to,rssi_dbm\na,b,-60\nb,lost,-60\n";
  static const char rfps[]
      = "name,mac,building,floor,x_m,y_m\na,,A,EG,1,1\nb,,A,EG,5,1\nlost,12,,,,\n";
  static const char floors[] = "building,floor,level\nA,EG,0\n";
  g_autoptr (GBytes) link_bytes = g_bytes_new_static (links, strlen (links));
  g_autoptr (GBytes) rfp_bytes = g_bytes_new_static (rfps, strlen (rfps));
  g_autoptr (GBytes) floor_bytes = g_bytes_new_static (floors, strlen (floors));
  const DectCsvInput inputs[] = { { DECT_KIND_LINK, link_bytes, "links.csv" },
                                  { DECT_KIND_RFP, rfp_bytes, "rfps.csv" },
                                  { DECT_KIND_FLOOR, floor_bytes, "floors.csv" } };
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectCsvReport) report
      = dect_csv_plan (snapshot, inputs, G_N_ELEMENTS (inputs), &error);
  g_autofree char *summary = NULL;
  const DectLink *link;

  g_assert_no_error (error);
  assert_issue (report, 0, DECT_CSV_NOTICE, "floors.csv:2: building: ");
  assert_issue (report, 1, DECT_CSV_REFUSED, "rfps.csv:4: mac: ");
  assert_issue (report, 2, DECT_CSV_REFUSED, "links.csv:3: to: There is no base station");
  summary = dect_csv_report_dup_summary (report);
  g_assert_cmpstr (summary, ==,
                   "building: 1 added, 0 updated, 0 unchanged, 0 refused\n"
                   "floor: 1 added, 0 updated, 0 unchanged, 0 refused\n"
                   "base station: 2 added, 0 updated, 0 unchanged, 1 refused\n"
                   "link: 1 added, 0 updated, 0 unchanged, 1 refused\n");
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 0);

  g_assert_true (dect_csv_apply (report, site, NULL, &error));
  g_assert_no_error (error);
  link = nth (site, DECT_KIND_LINK, 0);
  g_assert_cmpuint (link->from, ==, ((const DectRecord *) nth (site, DECT_KIND_RFP, 0))->id);
  g_assert_cmpuint (link->to, ==, ((const DectRecord *) nth (site, DECT_KIND_RFP, 1))->id);
  g_assert_cmpstr (dect_history_get_undo_label (dect_site_get_history (site)), ==,
                   "Import 3 files");
}

/* Two files of one kind: the second sees what the first plans. */
static void
test_two_of_a_kind (void)
{
  g_autoptr (GBytes) first = g_bytes_new_static ("name,room\na,1\n", 14);
  g_autoptr (GBytes) second = g_bytes_new_static ("name,room\na,2\nb,3\n", 18);
  const DectCsvInput inputs[]
      = { { DECT_KIND_RFP, first, "1.csv" }, { DECT_KIND_RFP, second, "2.csv" } };
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (DectCsvReport) report = dect_csv_plan (snapshot, inputs, 2, NULL);

  assert_counts (report, DECT_KIND_RFP, "2 1 0 0");
  g_assert_true (dect_csv_apply (report, site, NULL, NULL));
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 2);
  g_assert_cmpstr (((const DectRfp *) nth (site, DECT_KIND_RFP, 0))->room, ==, "2");
}

/* What is new says what is set in it, what changes what it was; nothing changes by looking. */
static void
test_preview (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectCsvReport) report = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  import_only (site, DECT_KIND_RFP, "name,number,room\na,4,12\n");
  report = plan (site, DECT_KIND_RFP, "name,number,room,mac\na,4,13,\nb,5,,003042000001\n");
  snapshot = dect_site_snapshot (site);
  changes = dect_csv_preview (report, snapshot);
  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *line = dect_change_entry_dup_text (changes->pdata[i]);

      g_string_append_printf (text, "%s\n", line);
    }
  g_assert_cmpstr (
      text->str, ==,
      "base station 4 (a), Room: 12 → 13\n"
      "base station 5 (b): new (Name: b, Number: 5, MAC address: 00:30:42:00:00:01)\n");
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 1);
  g_assert_true (dect_csv_apply (report, site, NULL, NULL));
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 2);
}

static void
collect (const char *phase, double fraction, gpointer user_data)
{
  g_assert_nonnull (phase);
  g_array_append_val ((GArray *) user_data, fraction);
}

/* How far it is counts over all files: it never falls back to the start of one. */
static void
test_progress (void)
{
  g_autoptr (GBytes) first = g_bytes_new_static ("name\na\n", 7);
  g_autoptr (GBytes) second = g_bytes_new_static ("name\nb\n", 7);
  const DectCsvInput inputs[]
      = { { DECT_KIND_RFP, first, "1.csv" }, { DECT_KIND_RFP, second, "2.csv" } };
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (DectCsvReport) report
      = dect_csv_plan_full (snapshot, inputs, 2, NULL, collect, told, NULL);

  assert_counts (report, DECT_KIND_RFP, "2 0 0 0");
  g_assert_cmpuint (told->len, ==, 4);
  for (guint i = 0; i < told->len; i++)
    {
      g_assert_cmpfloat (g_array_index (told, double, i), >, 0.25 * i);
      g_assert_cmpfloat (g_array_index (told, double, i), <=, 0.25 * (i + 1));
    }
}

static void
test_stale (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) report = plan (site, DECT_KIND_RFP, RFPS);
  g_autoptr (GError) error = NULL;

  import_only (site, DECT_KIND_BUILDING, "building\nB\n");
  g_assert_false (dect_csv_apply (report, site, NULL, &error));
  g_assert_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_STALE);
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 0);
}

/* A plan stays as it is, whatever the history does: it may be looked at after it was carried out.
 */
static void
test_twice (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectCsvReport) report = plan (site, DECT_KIND_RFP, RFPS);
  g_autoptr (GError) error = NULL;

  g_assert_true (dect_csv_apply (report, site, NULL, &error));
  g_assert_false (dect_csv_apply (report, site, NULL, &error));
  g_assert_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_STALE);
  assert_counts (report, DECT_KIND_RFP, "3 0 0 0");
  g_assert_cmpuint (count (site, DECT_KIND_RFP), ==, 3);
}

static void
test_garbage (void)
{
  static const char *const headers[DECT_N_KINDS]
      = { NULL,
          "building,x_m\n",
          "building,floor,level\n",
          "building,floor,x1_m,y1_m,x2_m,y2_m,material\n",
          "building,floor,x1_m,y1_m,x2_m,y2_m,kind\n",
          "building,floor,name,kind,x1_m,y1_m,x2_m,y2_m\n",
          "building,floor,x_m,y_m,text\n",
          "switch,ports\n",
          "name,mac,number,building,floor,x_m,y_m\n",
          "ipei,number,name,ac\n",
          "from,to,rssi_dbm,kind\n",
          "building,floor,x_m,y_m,rfp,rssi_dbm\n" };
  static const char alphabet[] = "aA1,,,,\n\n0-.#\"\344";
  g_autoptr (DectSite) site = dect_site_new ();

  for (guint i = 0; i < 2000; i++)
    {
      DectKind kind = (DectKind) g_test_rand_int_range (DECT_KIND_SITE + 1, DECT_N_KINDS);
      g_autoptr (GString) text = g_string_new (headers[kind]);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DectCsvReport) report = NULL;

      for (gint n = g_test_rand_int_range (0, 60); n > 0; n--)
        g_string_append_c (text, alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)]);
      bytes = g_bytes_new (text->str, text->len);
      report = dect_csv_import (site, kind, bytes, "x.csv", NULL, &error);
      if (report == NULL)
        g_assert_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_QUOTE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/csv-import/rfps", test_rfps);
  g_test_add_func ("/store/csv-import/one-step", test_one_step);
  g_test_add_func ("/store/csv-import/update", test_update);
  g_test_add_func ("/store/csv-import/exchange", test_exchange);
  g_test_add_func ("/store/csv-import/mac-first", test_mac_first);
  g_test_add_func ("/store/csv-import/refused-names", test_refused_names);
  g_test_add_func ("/store/csv-import/numbers", test_numbers);
  g_test_add_func ("/store/csv-import/handsets", test_handsets);
  g_test_add_func ("/store/csv-import/secrets", test_secrets);
  g_test_add_func ("/store/csv-import/places", test_places);
  g_test_add_func ("/store/csv-import/links", test_links);
  g_test_add_func ("/store/csv-import/other-kinds", test_other_kinds);
  g_test_add_func ("/store/csv-import/bad-rows", test_bad_rows);
  g_test_add_func ("/store/csv-import/survey", test_survey);
  g_test_add_func ("/store/csv-import/good-rows-stay", test_good_rows_stay);
  g_test_add_func ("/store/csv-import/bad-files", test_bad_files);
  g_test_add_func ("/store/csv-import/several-files", test_several_files);
  g_test_add_func ("/store/csv-import/two-of-a-kind", test_two_of_a_kind);
  g_test_add_func ("/store/csv-import/preview", test_preview);
  g_test_add_func ("/store/csv-import/progress", test_progress);
  g_test_add_func ("/store/csv-import/stale", test_stale);
  g_test_add_func ("/store/csv-import/twice", test_twice);
  g_test_add_func ("/store/csv-import/garbage", test_garbage);

  return g_test_run ();
}
