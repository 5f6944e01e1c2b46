/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "omm/dect-omm-layout.h"
#include "omm/dect-omm-release.h"
#include "support/test-site.h"

static void
test_number (void)
{
  static const struct
  {
    const char *text;
    gint number;
  } cases[] = {
    { "8.1", 801 }, { "8.1SP2", 801 },
    { "3.0", 300 }, { "3", 300 },
    { "2.1", 201 }, { NULL, -1 },
    { "", -1 },     { "new", -1 },
    { "0.1", -1 },  { "123456789012345678901", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (dect_omm_release_number (cases[i].text), ==, cases[i].number);
}

/* The words and layouts on both sides of every border. */
static void
test_pages (void)
{
  static const struct
  {
    const char *release;
    const char *rfps;
    const char *handsets;
    const char *layout;
  } cases[] = {
    { NULL, "Base Stations (older releases: Radio Fixed Parts)",
      "DECT Phones (older releases: Portable Parts)", "pp-12" },
    { "new", "Base Stations (older releases: Radio Fixed Parts)",
      "DECT Phones (older releases: Portable Parts)", "pp-12" },
    { "1.8", "Radio Fixed Parts", "Portable Parts", "pp-12-r2" },
    { "2.1", "Radio Fixed Parts", "Portable Parts", "pp-12-r2" },
    { "3.0", "Radio Fixed Parts", "Portable Parts", "pp-12" },
    { "3.99", "Radio Fixed Parts", "Portable Parts", "pp-12" },
    { "5.0", "Base Stations (older releases: Radio Fixed Parts)",
      "DECT Phones (older releases: Portable Parts)", "pp-12" },
    { "7.0", "Base Stations", "DECT Phones", "pp-12" },
    { "8.1SP2", "Base Stations", "DECT Phones", "pp-12" },
    { "12", "Base Stations", "DECT Phones", "pp-12" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rfps = dect_omm_release_dup_page (cases[i].release, DECT_KIND_RFP);
      g_autofree char *handsets = dect_omm_release_dup_page (cases[i].release, DECT_KIND_HANDSET);

      g_assert_cmpstr (rfps, ==, cases[i].rfps);
      g_assert_cmpstr (handsets, ==, cases[i].handsets);
      g_assert_cmpstr (dect_omm_release_page (cases[i].release, DECT_KIND_HANDSET)->layout, ==,
                       cases[i].layout);
      g_assert_cmpstr (dect_omm_release_page (cases[i].release, DECT_KIND_RFP)->layout, ==,
                       "rfp-16");
    }
}

static void
test_paths (void)
{
  gboolean verified;
  g_autofree char *import
      = dect_omm_release_dup_path ("8.1", DECT_KIND_HANDSET, DECT_OMM_TASK_IMPORT, NULL, &verified);
  g_autofree char *other = NULL;
  g_autofree char *remove = NULL;

  g_assert_cmpstr (import, ==, "Advanced › DECT Phones › Import");
  g_assert_true (verified);
  /* Both the way and the page must have been read. */
  other = dect_omm_release_dup_path ("8.1", DECT_KIND_RFP, DECT_OMM_TASK_IMPORT, NULL, &verified);
  g_assert_cmpstr (other, ==, "Advanced › Base Stations › Import");
  g_assert_false (verified);
  /* A name is not looked into. */
  remove = dect_omm_release_dup_path ("2.1", DECT_KIND_RFP, DECT_OMM_TASK_DELETE, "{entry} {page}",
                                      &verified);
  g_assert_cmpstr (remove, ==, "Radio Fixed Parts › {entry} {page} › Delete");
  g_assert_false (verified);
}

/* Every layout that a release names is there, is for that file, and says that it is for that
 * release. */
static void
test_layouts (void)
{
  static const char *const releases[] = { "2.1", "3.0", "5.0", "6.0", "6.1", "7.0", "8.0", "8.1" };
  static const DectKind kinds[] = { DECT_KIND_RFP, DECT_KIND_HANDSET };

  for (guint i = 0; i < G_N_ELEMENTS (releases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (DectOmmLayout) layout
            = dect_omm_layout_load (dect_omm_release_page (releases[i], kinds[k])->layout, &error);

        g_assert_no_error (error);
        g_assert_cmpint (dect_omm_layout_get_kind (layout), ==, kinds[k]);
        g_assert_true (g_strv_contains (dect_omm_layout_get_releases (layout), releases[i]));
      }
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/omm/release/number", test_number);
  g_test_add_func ("/omm/release/pages", test_pages);
  g_test_add_func ("/omm/release/paths", test_paths);
  g_test_add_func ("/omm/release/layouts", test_layouts);
  return g_test_run ();
}
