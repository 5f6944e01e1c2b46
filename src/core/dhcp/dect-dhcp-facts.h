/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dhcp/dect-dhcp-option.h"

G_BEGIN_DECLS

/**
 * DectDhcpFact:
 * @code: option, sub-option, generation (boot files) or country code
 * @text: vendor class, word of option 224, file name, variable or country id
 * @title: what it is, untranslated (give it to gettext)
 * @value: which value of the plan it carries: "omm", "tftp" ...
 * @form: how it is sent
 * @net: whether it belongs to the network, not to the base stations alone
 * @from: first OMM release it holds for, as dect_omm_release_number(); -1 = from the first
 * @to: last one; -1 = no end
 * @verified: whether it was read in @source
 * @source: where it stands
 *
 * One entry of data/dhcp/boot.json; members an entry of its list has no use for are 0 or %NULL.
 */
typedef struct
{
  guint        code;
  const char  *text;
  const char  *title;
  const char  *value;
  DectDhcpForm form;
  gboolean     net;
  gint         from;
  gint         to;
  gboolean     verified;
  const char  *source;
} DectDhcpFact;

/**
 * DectDhcpFacts:
 *
 * data/dhcp/boot.json: what the sources say of base stations and DHCP, and how sure it is. Lists are GArrays of #DectDhcpFact in
 * the file's order. Immutable; the texts live as long as the program.
 */
typedef struct
{
  guint       lease_s;
  const char *tftp_root;
  GArray     *classes;     /* text */
  GArray     *magic;       /* text */
  GArray     *options;     /* code, title, value, form, net */
  GArray     *sub_options; /* code, title, value, form */
  GArray     *boot_files;  /* code = generation, text */
  GArray     *countries;   /* text, code */
  GArray     *variables;   /* text, value */
  gint        variables_from;
  gint        variables_to;
  const char *variables_source;
} DectDhcpFacts;

/**
 * dect_dhcp_facts_load:
 * @error: return location, %DECT_DHCP_ERROR_FACTS
 *
 * Returns: (transfer full): the facts, of the user's own copy where there is one
 */
DectDhcpFacts *dect_dhcp_facts_load (GError **error);

/** dect_dhcp_facts_load_built_in: Returns: (transfer full): the facts as they are built in, never %NULL */
DectDhcpFacts *dect_dhcp_facts_load_built_in (void);

void dect_dhcp_facts_free (DectDhcpFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectDhcpFacts, dect_dhcp_facts_free)

/** dect_dhcp_fact_holds: @release: as dect_omm_release_number(), -1 = not set. Returns: whether the fact holds for that release; an
 * entry with an end needs the release */
gboolean dect_dhcp_fact_holds (const DectDhcpFact *fact,
                               gint                release);

/** dect_dhcp_facts_boot_file: Returns: (nullable): the entry of the firmware file for hardware of @generation */
const DectDhcpFact *dect_dhcp_facts_boot_file (const DectDhcpFacts *self,
                                               guint                generation,
                                               gint                 release);

/** dect_dhcp_facts_file_generation: Returns: generation whose boot file @name is in any release, 0 when of none or of several */
guint dect_dhcp_facts_file_generation (const DectDhcpFacts *self,
                                       const char          *name);

/** dect_dhcp_facts_country: @text: an id ("DE", in any case) or a code. Returns: the code; 0 when it is not known */
guint dect_dhcp_facts_country (const DectDhcpFacts *self,
                               const char          *text);

G_END_DECLS
