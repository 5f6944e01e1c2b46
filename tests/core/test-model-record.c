/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "model/dect-identity.h"
#include "model/dect-record.h"

/* One text a field takes, and what it becomes; NULL: it is refused with the code. */
typedef struct
{
  DectKind kind;
  const char *field;
  const char *text;
  const char *becomes;
  int code;
} TextCase;

static const TextCase text_cases[] = {
  { DECT_KIND_RFP, "name", "  Lab  ", "Lab" },
  { DECT_KIND_RFP, "name", "", "" },
  { DECT_KIND_RFP, "name", "a\nb", NULL, DECT_FIELD_ERROR_TEXT },
  { DECT_KIND_RFP, "name", "\xff", NULL, DECT_FIELD_ERROR_TEXT },
  { DECT_KIND_RFP, "notes", "a\nb", "a\nb" },
  { DECT_KIND_RFP, "x_m", "2,5", "2.5" },
  { DECT_KIND_RFP, "x_m", " 2.5 ", "2.5" },
  { DECT_KIND_RFP, "x_m", "1.2,5", NULL, DECT_FIELD_ERROR_NUMBER },
  { DECT_KIND_RFP, "x_m", "nan", NULL, DECT_FIELD_ERROR_NUMBER },
  { DECT_KIND_RFP, "x_m", "0x10", NULL, DECT_FIELD_ERROR_NUMBER },
  { DECT_KIND_RFP, "x_m", "1e999", NULL, DECT_FIELD_ERROR_RANGE },
  { DECT_KIND_RFP, "x_m", "100001", NULL, DECT_FIELD_ERROR_RANGE },
  { DECT_KIND_RFP, "mount_m", "0.1", "0.1" },
  { DECT_KIND_RFP, "number", "7", "7" },
  { DECT_KIND_RFP, "number", "7.0", "7" },
  { DECT_KIND_RFP, "number", "7.5", NULL, DECT_FIELD_ERROR_NUMBER },
  { DECT_KIND_RFP, "number", "0", NULL, DECT_FIELD_ERROR_RANGE },
  { DECT_KIND_RFP, "number", "99999999999999999999", NULL, DECT_FIELD_ERROR_RANGE },
  { DECT_KIND_RFP, "reflective", "TRUE", "yes" },
  { DECT_KIND_RFP, "reflective", "nein", "no" },
  { DECT_KIND_RFP, "reflective", "maybe", NULL, DECT_FIELD_ERROR_CHOICE },
  { DECT_KIND_RFP, "role", "Master", "master" },
  { DECT_KIND_RFP, "role", "boss", NULL, DECT_FIELD_ERROR_CHOICE },
  { DECT_KIND_RFP, "floor", "3", NULL, DECT_FIELD_ERROR_REFERENCE },
  { DECT_KIND_RFP, "mac", "0030421b7f05", "00:30:42:1B:7F:05" },
  { DECT_KIND_RFP, "mac", "00:30:42:1B:7F:0", "00:30:42:1B:7F:0" }, /* wrong, and kept as typed */
  { DECT_KIND_RFP, "model", "rfp45", "45" },
  { DECT_KIND_RFP, "model", "RFP 99", "RFP 99" },
  { DECT_KIND_RFP, "target_ip", "10.20.0.18", "10.20.0.18" },
  { DECT_KIND_SITE, "netmask", "/24", "255.255.255.0" },
  { DECT_KIND_SITE, "park", "1f-10-2a-71-58", "1F102A7158" },
  { DECT_KIND_HANDSET, "ipei", "00077 0115484 2", "0007701154842" },
  { DECT_KIND_HANDSET, "ipei", "00077 0115484 3", "00077 0115484 3" },
  { DECT_KIND_LINK, "rssi_dbm", "-68,5", "-68.5" },
};

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      const TextCase *c = &text_cases[i];
      const DectField *field = dect_kind_field (c->kind, c->field);
      g_autoptr (DectRecord) record = dect_record_new (c->kind);
      g_autoptr (DectRecord) before = dect_record_copy (record);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s, case %u", c->field, i);
      g_assert_nonnull (field);
      if (c->becomes == NULL)
        {
          g_assert_false (dect_field_set_text (field, record, c->text, &error));
          g_assert_error (error, DECT_FIELD_ERROR, c->code);
          g_assert_true (dect_record_equal (record, before));
        }
      else
        {
          g_autofree char *text = NULL;

          g_assert_true (dect_field_set_text (field, record, c->text, &error));
          g_assert_no_error (error);
          text = dect_field_dup_text (field, record);
          g_assert_cmpstr (text, ==, c->becomes);
        }
    }
}

static void
test_validate (void)
{
  g_autoptr (GError) error = NULL;
  const DectField *mac = dect_kind_field (DECT_KIND_RFP, "mac");

  g_assert_true (dect_field_validate (mac, "", NULL));
  g_assert_true (dect_field_validate (mac, "00-30-42-1b-7f-05", NULL));
  g_assert_false (dect_field_validate (mac, "00:30:42:1B:7F:0", &error));
  g_assert_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH);
}

/* Gives every field of a record a value by its type. */
static void
fill (DectRecord *record)
{
  guint n;
  const DectField *fields = dect_kind_fields (record->kind, &n);

  for (guint i = 0; i < n; i++)
    if (fields[i].type == DECT_FIELD_REFERENCE)
      dect_field_set_ref (&fields[i], record, 17);
    else if (fields[i].type == DECT_FIELD_CHOICE)
      g_assert_true (dect_field_set_text (&fields[i], record, fields[i].choices[1].id, NULL));
    else if (fields[i].type == DECT_FIELD_BOOL)
      dect_field_set_int (&fields[i], record, 1);
    else if (fields[i].type == DECT_FIELD_INTEGER)
      dect_field_set_int (&fields[i], record, (gint) fields[i].maximum);
    else if (fields[i].type == DECT_FIELD_NUMBER)
      dect_field_set_number (&fields[i], record, fields[i].minimum);
    else
      g_assert_true (dect_field_set_text (&fields[i], record, "text", NULL));
}

static void
test_tables (void)
{
  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    {
      guint n;
      const DectField *fields = dect_kind_fields (kind, &n);
      g_autoptr (DectRecord) empty = dect_record_new (kind);
      g_autoptr (DectRecord) record = dect_record_new (kind);
      g_autoptr (DectRecord) copy = NULL;

      fill (record);
      copy = dect_record_copy (record);
      g_assert_true (dect_record_equal (record, copy));
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *text = dect_field_dup_text (&fields[i], record);

          g_assert_true (dect_kind_field (kind, fields[i].id) == &fields[i]);
          g_assert_true (dect_field_is_set (&fields[i], record));
          if (fields[i].type != DECT_FIELD_REFERENCE)
            {
              g_assert_true (dect_field_set_text (&fields[i], copy, text, NULL));
              g_assert_true (dect_record_equal (record, copy));
            }
          /* Each field lies where no other does: clearing one changes the record, and only that
           * one. */
          dect_field_clear (&fields[i], copy);
          for (guint j = 0; j < n; j++)
            if (j != i)
              g_assert_true (dect_field_equal (&fields[j], record, copy));
          g_clear_pointer (&copy, dect_record_unref);
          copy = dect_record_copy (record);
        }
      g_assert_false (dect_record_equal (record, empty));
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0, "0" },       { -0.0, "0" },          { 0.1 + 0.2, "0.3" },
    { 1e-9, "0" },    { 100000, "100000" },   { 123456.789012, "123456.789012" },
    { -70, "-70" },   { 1e6, "1000000" },     { NAN, "" },
    { INFINITY, "" }, { 2.5e-6, "0.000003" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = dect_number_to_text (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  for (guint i = 0; i < 10000; i++)
    {
      double value = g_test_rand_double_range (-1000, 1000), back = NAN;
      g_autofree char *text = dect_number_to_text (value);

      g_assert_true (dect_number_from_text (text, &back, NULL));
      g_assert_cmpfloat_with_epsilon (value, back, 5.1e-7);
    }
}

/* A sentence that repeats a long or broken text ends at a whole character. */
static void
test_quoted_text (void)
{
  g_autofree char *umlauts = g_strnfill (101, 'x');
  const char *const texts[] = { umlauts, "\303(", "12\377" };

  for (guint i = 1; i + 1 < 101; i += 2)
    memcpy (umlauts + i, "\303\266", 2);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      double value;

      g_assert_false (dect_number_from_text (texts[i], &value, &error));
      g_assert_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_NUMBER);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_titles (void)
{
  g_autoptr (DectRfp) rfp = dect_rfp_new ();
  g_autoptr (DectHandset) handset = dect_handset_new ();
  g_autofree char *a = dect_record_title (DECT_RECORD (rfp));
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;

  g_assert_cmpstr (a, ==, "base station without a name");
  rfp->number = 4;
  rfp->name = g_strdup ("Lab");
  b = dect_record_title (DECT_RECORD (rfp));
  g_assert_cmpstr (b, ==, "base station 4 (Lab)");
  handset->ipei = g_strdup ("0007701154842");
  c = dect_record_title (DECT_RECORD (handset));
  g_assert_cmpstr (c, ==, "handset 00077 0115484 2");

  /* Of a note the beginning of its first line. */
  g_autoptr (DectRemark) remark = dect_remark_new ();
  g_autofree char *d = dect_record_title (DECT_RECORD (remark));

  g_assert_cmpstr (d, ==, "note");
  dect_set_str (&remark->text, "Gas pipe\nNo drilling");
  g_autofree char *e = dect_record_title (DECT_RECORD (remark));

  g_assert_cmpstr (e, ==, "note Gas pipe");
  dect_set_str (&remark->text, "ääääääääääääääääääääääääääääääääää");
  g_autofree char *f = dect_record_title (DECT_RECORD (remark));

  g_assert_cmpstr (f, ==, "note ääääääääääääääääääääääääääääääää…");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/record/text", test_text);
  g_test_add_func ("/model/record/validate", test_validate);
  g_test_add_func ("/model/record/tables", test_tables);
  g_test_add_func ("/model/record/numbers", test_numbers);
  g_test_add_func ("/model/record/quoted-text", test_quoted_text);
  g_test_add_func ("/model/record/titles", test_titles);
  return g_test_run ();
}
