import { BlockList, isIP } from 'node:net';

/**
 * Networks of IPv4 that are not of the public internet.
 * Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890), and multicast (RFC 5771).
 */
const specialIPv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
] as const;

/** The one block of IPv6 that is given out for the public internet (RFC 4291). */
const publicIPv6 = ['2000::/3'] as const;

/**
 * Parts of it that are not, or that lead to an IPv4 address (Teredo, 6to4).
 * Source: IANA IPv6 Special-Purpose Address Registry (RFC 6890).
 */
const specialIPv6 = [
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
] as const;

const blockedIPv4 = listOf(specialIPv4, 'ipv4');
const blockedIPv6 = listOf(specialIPv6, 'ipv6');
const allowedIPv6 = listOf(publicIPv6, 'ipv6');

/** Whether an IP address is one of the public internet; false for anything that is no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blockedIPv4.check(address, 'ipv4');
  if (family === 6 && !address.includes('%')) {
    return allowedIPv6.check(address, 'ipv6') && !blockedIPv6.check(address, 'ipv6');
  }
  return false;
}

function listOf(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
