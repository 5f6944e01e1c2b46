/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dhcp/dect-dhcp-writer.h"
#include "support/test-site.h"

/* Three base stations of three generations; @site and @rfp are more pairs for the site and for the
 * last one. */
static DectSnapshot *
make_site (const char *site, const char *rfp)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autofree char *info
      = g_strconcat ("name=Plant|netmask=255.255.255.0|dhcp_server=10.0.0.2|", site, NULL);
  g_autofree char *last = g_strconcat (
      "name=Roof|number=3|mac=0030421b7f01|model=32|target_ip=10.0.0.13|", rfp, NULL);

  test_site_add (builder, DECT_KIND_SITE, info);
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Hall|number=1|mac=0030421b7f03|model=35|role=master|target_ip=10.0.0.11");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Office|number=2|mac=0030421b7f02|model=45|target_ip=10.0.0.12");
  test_site_add (builder, DECT_KIND_RFP, last);
  return dect_snapshot_builder_end (builder);
}

static DectDhcpPlan *
make_plan (const char *site, const char *rfp)
{
  g_autoptr (DectSnapshot) snapshot = make_site (site, rfp);
  g_autoptr (GError) error = NULL;
  DectDhcpPlan *plan = dect_dhcp_plan_new (snapshot, &error);

  g_assert_no_error (error);
  return plan;
}

static void
assert_option (const DectDhcpPlan *plan, guint code, const char *text)
{
  const DectDhcpOption *option = dect_dhcp_plan_option (plan, code);

  if (text == NULL)
    g_assert_null (option);
  else
    g_assert_cmpstr (option->text, ==, text);
}

static void
test_options (void)
{
  g_autoptr (DectDhcpPlan) plan = make_plan ("omm_release=8.0", "");
  const DectDhcpHost *host;

  assert_option (plan, 43, "0a 04 0a 00 00 0b");
  assert_option (plan, 66, "tftp://10.0.0.2/");
  assert_option (plan, 150, "10.0.0.2");
  assert_option (plan, 224, "OpenMobilitySIP-DECT");
  assert_option (plan, 132, NULL);
  assert_option (plan, 3, NULL);
  g_assert_cmpuint (plan->hosts->len, ==, 3);
  host = g_ptr_array_index (plan->hosts, 0);
  g_assert_cmpstr (host->key, ==, "0030421b7f01");
  g_assert_cmpstr (host->label, ==, "base station 3 Roof");
  g_assert_cmpstr (host->boot_file, ==, "iprfp2G.tftp");
  g_assert_cmpuint (g_strv_length (plan->boot_files), ==, 3);
  g_assert_cmpuint (plan->ranges->len, ==, 0);
  g_assert_true (dect_dhcp_plan_gates (plan, dect_dhcp_plan_option (plan, 224)));
}

static const char *
sub_option (const DectDhcpPlan *plan, guint code)
{
  for (guint i = 0; i < plan->sub_options->len; i++)
    if (((DectDhcpOption *) plan->sub_options->pdata[i])->code == code)
      return ((DectDhcpOption *) plan->sub_options->pdata[i])->text;
  return NULL;
}

/* What the site says goes where the base station looks for it; a time server by its name elsewhere
 * than one by its address. */
static void
test_values (void)
{
  g_autoptr (DectDhcpPlan) plan
      = make_plan ("country=de|ntp_server=10.0.0.7|syslog_server=10.0.0.8|syslog_port=514|"
                   "config_url=HTTPS://10.0.0.9/c/|restore_url=ftp://10.0.0.9/a",
                   "role=failover");
  g_autoptr (DectDhcpPlan) named
      = make_plan ("country=77|ntp_server=time.example|omm_host=pc|omm_address=10.0.0.40", "");

  assert_option (plan, 42, "10.0.0.7");
  assert_option (plan, 66, "HTTPS://10.0.0.9/c/");
  g_assert_cmpstr (sub_option (plan, 14), ==, "10.0.0.8");
  g_assert_cmpstr (sub_option (plan, 15), ==, "514");
  g_assert_cmpstr (sub_option (plan, 17), ==, "1");
  g_assert_cmpstr (sub_option (plan, 18), ==, NULL);
  g_assert_cmpstr (sub_option (plan, 19), ==, "10.0.0.13");
  g_assert_cmpstr (sub_option (plan, 24), ==, "ftp://10.0.0.9/a");
  assert_option (named, 42, NULL);
  g_assert_cmpstr (sub_option (named, 10), ==, "10.0.0.40");
  g_assert_cmpstr (sub_option (named, 17), ==, "77");
  g_assert_cmpstr (sub_option (named, 18), ==, "time.example");
  g_assert_cmpstr (sub_option (named, 19), ==, NULL);
}

/* Releases: the word of option 224, what 66 is, the firmware file, ipdect.cfg. */
static void
test_releases (void)
{
  static const struct
  {
    const char *release, *magic, *o66, *file;
    gboolean variables;
  } cases[] = {
    { "1.8", "OpenMobility", "10.0.0.2", "omm_ffsip.tftp", FALSE },
    { "2.1", "OpenMobility", "tftp://10.0.0.2/", "omm_ffsip.tftp", TRUE },
    { "3.0", "OpenMobilitySIP-DECT", "tftp://10.0.0.2/", "iprfp2G.tftp", TRUE },
    { "8.0", "OpenMobilitySIP-DECT", "tftp://10.0.0.2/", "iprfp2G.tftp", FALSE },
    { "", "OpenMobilitySIP-DECT", "tftp://10.0.0.2/", "iprfp2G.tftp", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *site = g_strconcat ("omm_release=", cases[i].release, NULL);
      g_autoptr (DectDhcpPlan) plan = make_plan (site, "");

      assert_option (plan, 224, cases[i].magic);
      assert_option (plan, 66, cases[i].o66);
      g_assert_cmpstr (((DectDhcpHost *) g_ptr_array_index (plan->hosts, 0))->boot_file, ==,
                       cases[i].file);
      g_assert_cmpint (plan->variables->len > 0, ==, cases[i].variables);
    }
}

static char *
show_ranges (const DectDhcpPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->ranges->len; i++)
    {
      const DectDhcpRange *range = &g_array_index (plan->ranges, DectDhcpRange, i);

      g_string_append_printf (text, "%u-%u ", range->first.value & 255, range->last.value & 255);
    }
  return g_string_free (text, FALSE);
}

/* No address of the pool is anybody's already. */
static void
test_pool (void)
{
  static const char *const cases[][2] = {
    { "pool_first=10.0.0.20|pool_last=10.0.0.30", "20-30 " },
    { "pool_first=10.0.0.1|pool_last=10.0.0.20|router=10.0.0.1", "3-10 14-20 " },
    { "pool_first=10.0.0.12|pool_last=10.0.0.12|router=10.0.0.1", NULL },
    { "pool_first=10.0.0.10|pool_last=10.0.0.14|dns_servers=10.0.0.10 10.0.0.14", NULL },
    { "pool_first=10.0.0.10|pool_last=10.0.0.12", "10-10 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSnapshot) snapshot = make_site (cases[i][0], "");
      g_autoptr (GError) error = NULL;
      g_autoptr (DectDhcpPlan) plan = dect_dhcp_plan_new (snapshot, &error);
      g_autofree char *shown = plan != NULL ? show_ranges (plan) : NULL;

      g_assert_cmpstr (shown, ==, cases[i][1]);
      if (plan == NULL)
        g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID);
    }
}

/* clang-format off */
static const struct
{
  const char *site;
  const char *rfp;
  gint        code;
  const char *words;
} refused[] = {
  { "netmask=", "", DECT_DHCP_ERROR_MISSING, "netmask" },
  { "", "mac=", DECT_DHCP_ERROR_MISSING, "3 (Roof)" },
  { "", "mac=xyz", DECT_DHCP_ERROR_MISSING, "3 (Roof)" },
  { "pool_first=10.0.0.20|pool_last=10.0.0.30", "mac=xyz", DECT_DHCP_ERROR_MISSING, "3 (Roof)" },
  { "", "target_ip=", DECT_DHCP_ERROR_MISSING, "3 (Roof)" },
  { "", "target_ip=10.0.0.300", DECT_DHCP_ERROR_INVALID, "10.0.0.300" },
  { "", "target_ip=10.0.1.13", DECT_DHCP_ERROR_OUTSIDE, "10.0.0.0/24" },
  { "", "target_ip=10.0.0.255", DECT_DHCP_ERROR_OUTSIDE, "10.0.0.255" },
  { "", "target_ip=10.0.0.11", DECT_DHCP_ERROR_DUPLICATE, "same IP" },
  { "", "mac=0030421b7f02", DECT_DHCP_ERROR_DUPLICATE, "same MAC" },
  { "", "role=failover|target_ip=|local_config=yes", DECT_DHCP_ERROR_MISSING, "failover" },
  { "", "firmware=a b.dnld", DECT_DHCP_ERROR_CHARACTER, "3 (Roof)" },
  { "omm_host=pc", "", DECT_DHCP_ERROR_MISSING, "omm_address" },
  { "router=10.0.1.1", "", DECT_DHCP_ERROR_OUTSIDE, "router" },
  { "router=x", "", DECT_DHCP_ERROR_INVALID, "router" },
  { "country=Oz", "", DECT_DHCP_ERROR_INVALID, "Oz" },
  { "vlan=0", "", DECT_DHCP_ERROR_INVALID, "VLAN 0" },
  { "restore_url=ftp://a:b@10.0.0.9/", "", DECT_DHCP_ERROR_SECRET, "restore_url" },
  { "config_url=x", "", DECT_DHCP_ERROR_INVALID, "config_url" },
  { "config_url=ftp://a:b@10.0.0.9/", "", DECT_DHCP_ERROR_SECRET, "config_url" },
  { "config_url=file://a:b@10.0.0.9/", "", DECT_DHCP_ERROR_INVALID, "The address is no URL" },
  { "dns_domain=a b", "", DECT_DHCP_ERROR_CHARACTER, "Option 15" },
  { "netmask=255.0.255.0", "", DECT_DHCP_ERROR_MISSING, "netmask" },
  { "dhcp_server=x", "", DECT_DHCP_ERROR_INVALID, "dhcp_server" },
  { "tftp_server=x", "", DECT_DHCP_ERROR_INVALID, "tftp_server" },
  { "pool_first=10.0.0.20", "", DECT_DHCP_ERROR_MISSING, "one end" },
  { "pool_last=10.0.0.20", "", DECT_DHCP_ERROR_MISSING, "one end" },
  { "pool_first=x|pool_last=10.0.0.30", "", DECT_DHCP_ERROR_INVALID, "pool_first" },
  { "pool_first=10.0.0.20|pool_last=x", "", DECT_DHCP_ERROR_INVALID, "pool_last" },
  { "pool_first=10.0.1.20|pool_last=10.0.0.30", "", DECT_DHCP_ERROR_OUTSIDE, "The first address for others" },
  { "pool_first=10.0.0.20|pool_last=10.0.0.255", "", DECT_DHCP_ERROR_OUTSIDE, "The last address for others" },
  { "pool_first=10.0.0.30|pool_last=10.0.0.20", "", DECT_DHCP_ERROR_INVALID, "runs backwards" },
  { "netmask=255.0.0.0|pool_first=10.1.0.1|pool_last=10.2.0.1", "", DECT_DHCP_ERROR_INVALID, "65536" },
  { "vlan=4095", "", DECT_DHCP_ERROR_INVALID, "VLAN 4095" },
  { "omm_release=3.0|omm_host=pc|omm_address=x", "", DECT_DHCP_ERROR_INVALID, "Sub-option" },
};
/* clang-format on */

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (DectSnapshot) snapshot = make_site (refused[i].site, refused[i].rfp);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectDhcpPlan) plan = dect_dhcp_plan_new (snapshot, &error);

      g_test_message ("%s %s: %s", refused[i].site, refused[i].rfp,
                      error != NULL ? error->message : "taken");
      g_assert_null (plan);
      g_assert_error (error, DECT_DHCP_ERROR, refused[i].code);
      g_assert_nonnull (strstr (error->message, refused[i].words));
    }
}

/* A name of 127 characters has room in the answer, one more has not; nor has a URL that leaves none
 * for the rest of option 43. */
static void
test_long (void)
{
  static const struct
  {
    gboolean site;
    const char *before, *after;
    guint n_characters;
    const char *words; /* NULL: taken */
  } cases[] = {
    { FALSE, "firmware=", ".dnld", 127, NULL },
    { FALSE, "firmware=", ".dnld", 128, "127 characters" },
    { TRUE, "restore_url=tftp://10.0.0.9/", "", 240, NULL },
    { TRUE, "restore_url=tftp://10.0.0.9/", "", 255, "255" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize had = strlen (strchr (cases[i].before, '=') + 1) + strlen (cases[i].after);
      g_autofree char *fill = g_strnfill (cases[i].n_characters - had, 'a');
      g_autofree char *pair = g_strconcat (cases[i].before, fill, cases[i].after, NULL);
      g_autoptr (DectSnapshot) snapshot
          = make_site (cases[i].site ? pair : "", cases[i].site ? "" : pair);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectDhcpPlan) plan = dect_dhcp_plan_new (snapshot, &error);

      if (cases[i].words == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_null (plan);
      g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_LONG);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

/* Who is the OMM, and whether there is anybody to be told. */
static void
test_nobody (void)
{
  static const struct
  {
    const char *rfp; /* NULL: none */
    const char *words;
  } cases[] = {
    { NULL, "no base station to write" },
    { "name=Roof|local_config=yes", "no base station to write" },
    { "name=Roof|mac=0030421b7f01|target_ip=10.0.0.13", "none knows its OMM" },
    { "name=Roof|mac=0030421b7f01|role=master", "The master has no IP address" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *pool = g_strconcat (
          "netmask=255.255.255.0", i == 3 ? "|pool_first=10.0.0.20|pool_last=10.0.0.30" : "", NULL);

      test_site_add (builder, DECT_KIND_SITE, pool);
      if (cases[i].rfp != NULL)
        test_site_add (builder, DECT_KIND_RFP, cases[i].rfp);
      snapshot = dect_snapshot_builder_end (builder);
      g_assert_null (dect_dhcp_plan_new (snapshot, &error));
      g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_MISSING);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

/* With a pool a base station may be unknown; set up by hand it keeps its address and gets no file
 * of its own. */
static void
test_unknown (void)
{
  g_autoptr (DectDhcpPlan) plan = make_plan ("pool_first=10.0.0.20|pool_last=10.0.0.30", "mac=");
  g_autoptr (DectDhcpPlan) local = make_plan ("omm_release=3.0", "local_config=yes");
  g_autoptr (GPtrArray) files = dect_dhcp_write (local, "isc", NULL);

  g_assert_cmpuint (plan->hosts->len, ==, 2);
  g_assert_cmpuint (plan->n_unknown, ==, 1);
  g_assert_cmpuint (local->hosts->len, ==, 3);
  g_assert_cmpuint (files->len, ==, 4);
}

/* Names, addresses and words of every format; the same bytes twice; nothing a name holds gets out
 * of its comment. */
static void
test_formats (void)
{
  g_autoptr (DectDhcpPlan) plan = make_plan ("vlan=42|router=10.0.0.1", "name=\"; } $(reboot) \\");
  guint n_formats;
  const DectDhcpFormat *formats = dect_dhcp_formats (&n_formats);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_formats; i++)
    {
      g_autoptr (GPtrArray) files = dect_dhcp_write (plan, formats[i].id, &error);
      g_autoptr (GPtrArray) again = dect_dhcp_write (plan, formats[i].id, &error);
      g_autoptr (GString) all = g_string_new (NULL);

      g_assert_no_error (error);
      for (guint f = 0; f < files->len; f++)
        {
          const DectDhcpFile *a = g_ptr_array_index (files, f), *b = g_ptr_array_index (again, f);
          gsize size;
          const char *data = g_bytes_get_data (a->bytes, &size);

          g_assert_true (g_bytes_equal (a->bytes, b->bytes));
          g_assert_cmpstr (a->name, ==, b->name);
          g_string_append_len (all, data, (gssize) size);
        }
      g_assert_nonnull (strstr (all->str, "00:30:42:1B:7F:02"));
      g_assert_nonnull (strstr (all->str, "10.0.0.12"));
      g_assert_nonnull (strstr (all->str, "not verified"));
      g_assert_nonnull (strstr (all->str, "reboot"));
      g_assert_null (strstr (all->str, "\nreboot"));
    }
  g_assert_null (dect_dhcp_write (plan, "novell", &error));
  g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_FORMAT);
}

static char *
write_all (const DectDhcpPlan *plan, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = dect_dhcp_write (plan, format, &error);
  GString *all = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < files->len; i++)
    {
      gsize size;
      const char *data = g_bytes_get_data (((DectDhcpFile *) files->pdata[i])->bytes, &size);

      g_string_append_len (all, data, (gssize) size);
    }
  return g_string_free (all, FALSE);
}

/* No TFTP server, no name of the site, a base station without address, model and file: what is not
 * known is not written, and what others may have is. */
static void
test_little_known (void)
{
  static const struct
  {
    const char *format;
    const char *there[4];
    const char *absent[2];
  } cases[] = {
    { "dnsmasq",
      { "10.0.0.20,10.0.0.22", "dhcp-host=00:30:42:1B:7F:01\n", "iprfp3G.dnld\n" },
      { "tftp-root", "iprfp3G.dnld," } },
    { "kea", { "10.0.0.24 - 10.0.0.30" }, { "next-server", "\"0.0.0.0\"" } },
    { "isc", { "range 10.0.0.24 10.0.0.30" }, { "next-server", "fixed-address 0.0.0.0" } },
    { "routeros",
      { "ranges=10.0.0.20-10.0.0.22,10.0.0.24-10.0.0.30",
        "add mac-address=00:30:42:1B:7F:01 dhcp-option=", "dns-server=10.0.0.23,10.0.0.9" },
      { "next-server", "=0.0.0.0" } },
    { "table",
      { "Addresses for other devices: 10.0.0.20 to 10.0.0.22, 10.0.0.24 to 10.0.0.30\n",
        "next server”): none\n", "00:30:42:1B:7F:01,,base station 3 Roof,,normal,,",
        ",'=1+1,7,,\n" },
      { ",0.0.0.0" } },
  };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectDhcpPlan) plan = NULL;
  guint32 lan_switch = test_site_add (builder, DECT_KIND_SWITCH, "name==1+1");

  test_site_add (builder, DECT_KIND_SITE,
                 "netmask=255.255.255.0|dns_servers=10.0.0.23 10.0.0.9|pool_first=10.0.0.20|"
                 "pool_last=10.0.0.30");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Hall|number=1|mac=0030421b7f03|model=35|role=master|target_ip=10.0.0.11");
  test_site_add_with (builder, DECT_KIND_RFP,
                      "name=Roof|number=3|mac=0030421b7f01|switch=#%u|port=7", lan_switch);
  snapshot = dect_snapshot_builder_end (builder);
  plan = dect_dhcp_plan_new (snapshot, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = write_all (plan, cases[i].format);

      g_test_message ("%s", text);
      g_assert_nonnull (strstr (text, "the base stations of this site"));
      for (guint k = 0; k < G_N_ELEMENTS (cases[i].there) && cases[i].there[k] != NULL; k++)
        g_assert_nonnull (strstr (text, cases[i].there[k]));
      for (guint k = 0; k < G_N_ELEMENTS (cases[i].absent) && cases[i].absent[k] != NULL; k++)
        g_assert_null (strstr (text, cases[i].absent[k]));
    }
}

/* A spreadsheet would work out what begins like a formula. */
static void
test_formulas (void)
{
  static const char *const names[] = { "=1", "+A1", "-1+2", "@sum", "a=1" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      g_autofree char *pairs = g_strconcat ("name=", names[i], NULL);
      guint32 lan_switch = test_site_add (builder, DECT_KIND_SWITCH, pairs);
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectDhcpPlan) plan = NULL;
      g_autofree char *text = NULL;
      g_autofree char *cell
          = g_strdup_printf (",%s%s,", i + 1 < G_N_ELEMENTS (names) ? "'" : "", names[i]);

      test_site_add (builder, DECT_KIND_SITE, "netmask=255.255.255.0");
      test_site_add_with (builder, DECT_KIND_RFP,
                          "mac=0030421b7f03|role=master|target_ip=10.0.0.11|switch=#%u",
                          lan_switch);
      snapshot = dect_snapshot_builder_end (builder);
      plan = dect_dhcp_plan_new (snapshot, NULL);
      text = write_all (plan, "table");
      g_assert_nonnull (strstr (text, cell));
    }
}

/* Inside quotes RouterOS reads some characters, a lone ? as a call for help. */
static void
test_quoted (void)
{
  g_autoptr (DectDhcpPlan) plan = make_plan ("", "name=Büro \"1\" \\ $x?");
  g_autofree char *text = write_all (plan, "routeros");

  g_assert_nonnull (strstr (text, " comment=\"base station 3 B\\?ro \\\"1\\\" \\\\ \\$x\\?\"\n"));
}

static void
test_urls (void)
{
  g_assert_true (dect_dhcp_url_has_password ("ftp://a:b@x/"));
  g_assert_true (dect_dhcp_url_has_password ("http://a:@x"));
  g_assert_false (dect_dhcp_url_has_password ("http://a@x/b:c@d"));
  g_assert_false (dect_dhcp_url_has_password ("http://x:80/a@b"));
  g_assert_false (dect_dhcp_url_has_password ("x"));
  g_assert_true (dect_dhcp_url_scheme_known ("TFTP://x/"));
  g_assert_false (dect_dhcp_url_scheme_known ("file:///etc"));
  g_assert_true (dect_dhcp_is_file_name ("sub/iprfp3G.DNLD"));
  g_assert_false (dect_dhcp_is_file_name ("8.1SP2"));
  g_assert_false (dect_dhcp_is_file_name (".dnld"));
  g_assert_false (dect_dhcp_is_file_name (NULL));
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/dhcp/plan/options", test_options);
  g_test_add_func ("/dhcp/plan/values", test_values);
  g_test_add_func ("/dhcp/plan/releases", test_releases);
  g_test_add_func ("/dhcp/plan/pool", test_pool);
  g_test_add_func ("/dhcp/plan/refused", test_refused);
  g_test_add_func ("/dhcp/plan/long", test_long);
  g_test_add_func ("/dhcp/plan/nobody", test_nobody);
  g_test_add_func ("/dhcp/plan/unknown", test_unknown);
  g_test_add_func ("/dhcp/plan/formats", test_formats);
  g_test_add_func ("/dhcp/plan/little-known", test_little_known);
  g_test_add_func ("/dhcp/plan/formulas", test_formulas);
  g_test_add_func ("/dhcp/plan/quoted", test_quoted);
  g_test_add_func ("/dhcp/plan/urls", test_urls);
  return g_test_run ();
}
